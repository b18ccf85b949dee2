package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.PreviewWishes;
import hearback.telephony.testing.PreviewWishesContract;
import hearback.telephony.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SqlPreviewWishesTest extends PreviewWishesContract {
    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Override
    protected PreviewWishes empty() {
        var _ = database.ask("truncate telephony.preview_wish, telephony.line_lease");
        return new SqlPreviewWishes(database.pool());
    }

    @Override
    protected void held(ServerName server, long fence) {
        var _ = database.ask("""
                insert into telephony.line_lease (server, owner, fence, until) values ('%s', 'node', %d, 'infinity')
                on conflict (server) do update set fence = excluded.fence, until = excluded.until
                """.formatted(server, fence));
    }

    /// Its row stays, and its time is over.
    @Override
    protected void heldByNobody(ServerName server) {
        var _ = database.ask(
                "update telephony.line_lease set until = clock_timestamp() where server = '%s'".formatted(server));
    }

    @Test
    void what_a_dead_node_had_put_is_forgotten_a_minute_after_its_end() {
        var wish = put(1);
        var wishes = new SqlPreviewWishes(database.pool());
        var line = line(wish.server(), 7);

        assertThat(wishes.take(line, wish.until().plus(Duration.ofMinutes(1)))).isEmpty();
        assertThat(kept()).isEqualTo(1);
        assertThat(wishes.take(line, wish.until().plus(Duration.ofSeconds(61)))).isEmpty();
        assertThat(kept()).isZero();
        assertThat(wishes.end(wish.id())).isEqualTo(new PreviewWishes.Ending.Taken());
    }

    private static long kept() {
        return database.ask("select count(*) as kept from telephony.preview_wish")
                .getFirst()
                .getLong("kept");
    }
}
