package hearback.agent.sql;

import hearback.agent.flow.TicketStore.Named;
import hearback.agent.ticket.TicketId;
import hearback.telephony.call.CallId;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// How tickets are called, and whose complainant is hidden (S3-03).
final class TicketNames {
    private static final String NAMES =
            "select id, day, serial, prefix, digits, sealed from agent.ticket where id = any($1)";
    private static final String ANY_SEALED = "select exists (select from agent.ticket where sealed) as found";
    private static final String SEALED = """
            select c.call from agent.ticket_call c join agent.ticket t on t.id = c.ticket
            where c.call = any($1) and t.sealed
            """;

    private final Database database;

    TicketNames(Database database) {
        this.database = database;
    }

    Map<TicketId, Named> of(Collection<TicketId> ids) {
        Map<TicketId, Named> found = new HashMap<>();
        if (!ids.isEmpty()) {
            Tuple values = Tuple.tuple()
                    .addArrayOfUUID(ids.stream().map(TicketId::value).toArray(UUID[]::new));
            database.ask("read ticket numbers", NAMES, values)
                    .forEach(row -> found.put(
                            new TicketId(row.getUUID("id")),
                            new Named(TicketRows.number(row), row.getBoolean("sealed"))));
        }
        return found;
    }

    boolean anySealed() {
        return database.ask("look for seals", ANY_SEALED, Tuple.tuple())
                .iterator()
                .next()
                .getBoolean("found");
    }

    Set<CallId> sealed(Collection<CallId> calls) {
        Set<CallId> found = new HashSet<>();
        Tuple values =
                Tuple.tuple().addArrayOfString(calls.stream().map(CallId::text).toArray(String[]::new));
        database.ask("find sealed calls", SEALED, values).forEach(row -> found.add(new CallId(row.getString("call"))));
        return found;
    }
}
