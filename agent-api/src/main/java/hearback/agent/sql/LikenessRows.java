package hearback.agent.sql;

import hearback.agent.life.Likeness;
import hearback.agent.life.TicketLife;
import hearback.config.profile.Profile;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/// Writes by what a ticket may be like others, with its steps: `agent.ticket_likeness`. Most tickets have no such
/// row, and one that a call opens has none yet.
final class LikenessRows {
    private static final String WRITE = """
            insert into agent.ticket_likeness (ticket, matters, problem, complainant, received_at, compare_since)
            select id, $2, $3, coalesce(right(ltrim(customer, '+'), 10), $4), $5, clock_timestamp()
            from agent.ticket where id = $1
            on conflict (ticket) do update
            set matters = excluded.matters, problem = excluded.problem, complainant = excluded.complainant,
                received_at = excluded.received_at, compare_since = excluded.compare_since
            """;
    private static final String FORGET = "delete from agent.ticket_likeness where ticket = $1";

    private LikenessRows() {}

    /// Nothing is asked of the database when the steps changed nothing about it.
    ///
    /// @param before empty: the ticket is new
    static void note(
            SqlConnection connection, UUID ticket, Profile profile, Optional<TicketLife> before, TicketLife after) {
        Optional<Likeness> was = before.flatMap(life -> of(profile, life));
        Optional<Likeness> is = of(profile, after);
        if (is.equals(was)) {
            return;
        }
        is.ifPresentOrElse(
                likeness -> Database.rows(connection, WRITE, values(ticket, likeness)),
                () -> Database.rows(connection, FORGET, Tuple.of(ticket)));
    }

    private static Optional<Likeness> of(Profile profile, TicketLife life) {
        return Likeness.of(profile, life).filter(likeness -> !likeness.isNone());
    }

    private static Tuple values(UUID ticket, Likeness likeness) {
        return Tuple.of(ticket)
                .addArrayOfString(likeness.matters().stream().sorted().toArray(String[]::new))
                .addString(likeness.problem().orElse(null))
                .addString(likeness.complainant().orElse(null))
                .addOffsetDateTime(StepRows.utc(likeness.receivedAt()));
    }
}
