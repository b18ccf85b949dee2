package hearback.agent.sql;

import hearback.agent.clock.Clock;
import hearback.agent.json.Steps;
import hearback.agent.life.Alarms;
import hearback.agent.life.Closing;
import hearback.agent.life.CustomerFact;
import hearback.agent.life.Ids;
import hearback.agent.life.Standing;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.config.profile.Profile;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Steps, and what the head row says of them: `agent.ticket_entry`, `agent.ticket`. What is decided together is one
/// entry.
final class StepRows {
    private static final String READ =
            "select first, steps::text from agent.ticket_entry where ticket = $1 order by first";
    private static final String INSERT =
            "insert into agent.ticket_entry (ticket, first, steps) values ($1, $2, $3::text::json)";
    private static final String STAND = """
            update agent.ticket
            set profile = $3, profile_version = $4, stage = $5, classes = $6, urgency = $7, departments = $8, sealed = $9,
                due_at = $10, steps = $11, closed_at = $12, closed_by = $13, close_reason = $14, next_at = $15,
                tasks = $16, callbacks_behind = callbacks_behind or (closed_at is null and ($12::timestamptz is not null or $17)),
                changed_at = clock_timestamp()
            where id = $1 and steps = $2
            """;
    private static final String WATCH = "update agent.ticket set next_at = $3 where id = $1 and steps = $2";

    private StepRows() {}

    static Optional<TicketLife> read(SqlClient client, UUID ticket) {
        List<Step> steps = new ArrayList<>();
        for (Row row : Database.rows(client, READ, Tuple.of(ticket))) {
            steps.addAll(Steps.read(row.getInteger("first"), row.getString("steps")));
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(new TicketLife(steps));
    }

    /// The next steps of a ticket as one entry, and what the head says now, if it is still as it was read.
    ///
    /// @return whether it was; nothing is written when not
    static boolean add(SqlConnection connection, UUID ticket, Profile profile, TicketLife before, List<Step> steps) {
        TicketLife after = before.with(steps);
        if (!stand(connection, ticket, profile, before, after)) {
            return false;
        }
        Tuple values = Tuple.of(ticket, steps.getFirst().ordinal(), Steps.write(steps));
        Database.rows(connection, INSERT, values);
        LikenessRows.note(connection, ticket, profile, Optional.of(before), after);
        return true;
    }

    private static boolean stand(
            SqlConnection connection, UUID ticket, Profile profile, TicketLife before, TicketLife after) {
        List<Clock> clocks = after.clocks(profile);
        Standing standing = Standing.of(profile, after, clocks);
        Optional<Closing> closing = Closing.of(after);
        Tuple values = Tuple.of(ticket, before.steps().size())
                .addString(standing.profile().map(version -> version.profile()).orElse(null))
                .addInteger(standing.profile().map(version -> version.version()).orElse(null))
                .addString(standing.stage())
                .addArrayOfString(
                        standing.classes().stream().map(Ids::of).sorted().toArray(String[]::new))
                .addString(Ids.of(standing.urgency()))
                .addArrayOfString(standing.departments().stream().sorted().toArray(String[]::new))
                .addBoolean(standing.isSealed())
                .addOffsetDateTime(standing.due().map(StepRows::utc).orElse(null))
                .addInteger(standing.steps())
                .addOffsetDateTime(closing.map(Closing::at).map(StepRows::utc).orElse(null))
                .addString(closing.map(Closing::who).orElse(null))
                .addString(closing.map(Closing::why).orElse(null))
                .addOffsetDateTime(
                        Alarms.next(profile, after, clocks).map(StepRows::utc).orElse(null))
                .addArrayOfString(standing.tasks().stream().sorted().toArray(String[]::new))
                .addBoolean(asksForCallback(before, after));
        return Database.rows(connection, STAND, values).rowCount() == 1;
    }

    private static boolean asksForCallback(TicketLife before, TicketLife after) {
        return after.steps().subList(before.steps().size(), after.steps().size()).stream()
                .anyMatch(step -> step.fact() instanceof CustomerFact.CallbackRenewed);
    }

    /// Whatever was noted before; whoever added a step meanwhile noted it himself.
    static void watchAgain(SqlClient client, UUID ticket, Profile profile, TicketLife life) {
        OffsetDateTime at = Alarms.next(profile, life, life.clocks(profile))
                .map(StepRows::utc)
                .orElse(null);
        Database.rows(client, WATCH, Tuple.of(ticket, life.steps().size()).addOffsetDateTime(at));
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
