package hearback.agent.sql;

import hearback.agent.json.Facts;
import hearback.agent.life.Actor;
import hearback.agent.life.Alarms;
import hearback.agent.life.Closing;
import hearback.agent.life.Ids;
import hearback.agent.life.Standing;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.config.profile.Post;
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
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Steps, what the head row says of them, and the clocks that are watched: `agent.ticket_step`, `agent.ticket`,
/// `agent.ticket_clock`.
final class StepRows {
    private static final String READ = """
            select ordinal, at, who, post, department, cause, kind, body
            from agent.ticket_step where ticket = $1 order by ordinal
            """;
    private static final String INSERT = """
            insert into agent.ticket_step (ticket, ordinal, at, who, post, department, cause, kind, body)
            select ticket, ordinal, at, who, post, department, cause, kind, body::jsonb
            from unnest($1::uuid[], $2::integer[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::text[], $9::text[]) as s (ticket, ordinal, at, who, post, department, cause, kind, body)
            """;
    private static final String STAND = """
            update agent.ticket
            set profile = $3, profile_version = $4, stage = $5, classes = $6, urgency = $7, departments = $8, sealed = $9,
                due_at = $10, steps = $11, closed_at = $12, closed_by = $13, close_reason = $14,
                changed_at = clock_timestamp()
            where id = $1 and steps = $2
            """;
    private static final String FORGET_CLOCKS = "delete from agent.ticket_clock where ticket = $1";
    private static final String WATCH_CLOCKS = """
            insert into agent.ticket_clock (ticket, clock, "order", started, due_at, next_at)
            select * from unnest($1::uuid[], $2::text[], $3::integer[], $4::integer[], $5::timestamptz[], $6::timestamptz[])
            """;

    private StepRows() {}

    static Optional<TicketLife> read(SqlClient client, UUID ticket) {
        List<Step> steps = new ArrayList<>();
        for (Row row : Database.rows(client, READ, Tuple.of(ticket))) {
            steps.add(step(row));
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(new TicketLife(steps));
    }

    static Step step(Row row) {
        return new Step(
                row.getInteger("ordinal"),
                row.getOffsetDateTime("at").toInstant(),
                actor(row.getString("who"), row.getString("post"), row.getString("department")),
                row.getString("cause"),
                Facts.stored(row.getString("kind"), row.getJsonObject("body").encode()));
    }

    static Actor actor(String who, @Nullable String post, @Nullable String department) {
        return new Actor(who, Optional.ofNullable(post).map(StepRows::post), Optional.ofNullable(department));
    }

    static void insert(SqlConnection connection, UUID ticket, List<Step> steps) {
        Flight flight = new Flight(connection);
        insert(flight, steps.stream().map(step -> new Of<>(ticket, step)).toList());
        flight.land();
    }

    /// Steps of several tickets at once.
    static void insert(Flight flight, List<Of<Step>> steps) {
        Tuple values = Tuple.tuple()
                .addArrayOfUUID(steps.stream().map(Of::ticket).toArray(UUID[]::new))
                .addArrayOfInteger(each(steps, Step::ordinal).toArray(Integer[]::new))
                .addArrayOfOffsetDateTime(each(steps, step -> utc(step.at())).toArray(OffsetDateTime[]::new))
                .addArrayOfString(texts(steps, step -> step.actor().name()))
                .addArrayOfString(
                        texts(steps, step -> step.actor().post().map(Ids::of).orElse(null)))
                .addArrayOfString(texts(steps, step -> step.actor().department().orElse(null)))
                .addArrayOfString(texts(steps, Step::cause))
                .addArrayOfString(texts(steps, step -> Facts.kind(step.fact())))
                .addArrayOfString(texts(steps, step -> Facts.body(step.fact())));
        var _ = flight.send(INSERT, values);
    }

    private static <T, R extends @Nullable Object> Stream<R> each(List<Of<T>> of, Function<T, R> field) {
        return of.stream().map(one -> field.apply(one.value()));
    }

    private static <T> @Nullable String[] texts(List<Of<T>> of, Function<T, @Nullable String> field) {
        return each(of, field).toArray(String[]::new);
    }

    /// Something of one ticket.
    record Of<T>(UUID ticket, T value) {}

    /// Writes what the head says now, if it is still as it was read.
    ///
    /// @return whether it was
    static boolean stand(SqlConnection connection, UUID ticket, Profile profile, TicketLife before, TicketLife after) {
        Standing standing = Standing.of(profile, after);
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
                .addString(closing.map(Closing::why).orElse(null));
        return Database.rows(connection, STAND, values).rowCount() == 1;
    }

    /// The clocks of which something is still to be told; written only when they are others than before.
    static void watch(
            SqlConnection connection, UUID ticket, Profile profile, Optional<TicketLife> before, TicketLife after) {
        List<Watched> now = Watched.of(profile, after);
        List<Watched> then = before.map(life -> Watched.of(profile, life)).orElse(List.of());
        if (now.equals(then)) {
            return;
        }
        if (!then.isEmpty()) {
            Database.rows(connection, FORGET_CLOCKS, Tuple.of(ticket));
        }
        Flight flight = new Flight(connection);
        watch(flight, now.stream().map(row -> new Of<>(ticket, row)).toList());
        flight.land();
    }

    /// Whatever was noted before.
    static void watchAgain(SqlConnection connection, UUID ticket, Profile profile, TicketLife life) {
        Database.rows(connection, FORGET_CLOCKS, Tuple.of(ticket));
        watch(connection, ticket, profile, Optional.empty(), life);
    }

    /// Clocks of new tickets.
    static void watch(Flight flight, List<Of<Watched>> rows) {
        if (!rows.isEmpty()) {
            Tuple values = Tuple.tuple()
                    .addArrayOfUUID(rows.stream().map(Of::ticket).toArray(UUID[]::new))
                    .addArrayOfString(texts(rows, Watched::clock))
                    .addArrayOfInteger(each(rows, Watched::order).toArray(Integer[]::new))
                    .addArrayOfInteger(each(rows, Watched::started).toArray(Integer[]::new))
                    .addArrayOfOffsetDateTime(each(rows, row -> utc(row.due())).toArray(OffsetDateTime[]::new))
                    .addArrayOfOffsetDateTime(each(rows, row -> utc(row.next())).toArray(OffsetDateTime[]::new));
            var _ = flight.send(WATCH_CLOCKS, values);
        }
    }

    /// One row of `agent.ticket_clock`.
    record Watched(String clock, int order, int started, Instant due, Instant next) {
        boolean isSameClock(Watched other) {
            return clock.equals(other.clock) && order == other.order && started == other.started;
        }

        static List<Watched> of(Profile profile, TicketLife life) {
            List<Watched> rows = new ArrayList<>();
            for (Alarms.Untold untold : Alarms.untold(profile, life)) {
                Watched row = new Watched(untold.clock(), untold.order(), untold.started(), untold.due(), untold.at());
                if (rows.stream().noneMatch(row::isSameClock)) {
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    private static Post post(String id) {
        return Post.valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
