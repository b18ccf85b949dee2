package hearback.telephony.sql;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.TakenAgents;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Set;

/// Read from live attempts and live calls; the call of an attempt has its channel's name in its id.
public final class SqlTakenAgents implements TakenAgents {
    private final Database database;

    public SqlTakenAgents(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public Taken at(ServerName server, Set<String> hotlines) {
        var row = database.ask(
                        "who needs an agent at " + server,
                        """
                        select (select count(*)
                                  from telephony.attempt_live l
                                  join telephony.callback b on b.id = l.callback
                                  left join telephony.call c
                                    on c.id = l.server || '-hb' || replace(l.attempt::text, '-', '')
                                 where l.server = $1 and b.reason <> 'SURVEY'
                                   and c.answered_at is null)::int as in_the_air,
                               (select count(*)
                                  from telephony.attempt_live l
                                  join telephony.callback b on b.id = l.callback
                                 where l.server = $1 and b.reason <> 'SURVEY'
                                   and not exists (
                                     select from telephony.call c
                                      where c.id = l.server || '-hb' || replace(l.attempt::text, '-', '')))::int as begun,
                               (select count(*)
                                  from telephony.call c
                                 where c.live and c.server = $1 and c.direction = 'INBOUND' and c.answered_at is null
                                   and c.hotline = any($2::text[]))::int as waiting
                        """,
                        Tuple.of(server.text()).addArrayOfString(hotlines.toArray(String[]::new)))
                .iterator()
                .next();
        return new Taken(row.getInteger("in_the_air"), row.getInteger("waiting"), row.getInteger("begun"));
    }
}
