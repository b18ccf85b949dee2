package hearback.telephony.sql;

import hearback.telephony.flow.FollowerPlaces;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/// How far each follower has read, one row a name.
public final class SqlFollowerPlaces implements FollowerPlaces {
    private final Database database;

    public SqlFollowerPlaces(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public long placeOf(String follower) {
        String sql = "select place from telephony.follower where name = $1";
        for (Row row : database.ask("place of " + follower, sql, Tuple.of(follower))) {
            return row.getLong("place");
        }
        return 0;
    }

    @Override
    public void save(String follower, long place) {
        var _ = database.ask("place of " + follower, """
                insert into telephony.follower as f (name, place) values ($1, $2)
                on conflict (name) do update set place = greatest(f.place, excluded.place)
                """, Tuple.of(follower, place));
    }
}
