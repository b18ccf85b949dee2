package hearback.agent.sql;

import hearback.agent.flow.Webhooks;
import hearback.agent.json.Steps;
import hearback.agent.life.Step;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Webhooks in PostgreSQL: `agent.webhook`, told from `agent.ticket_entry`.
public final class SqlWebhooks implements Webhooks {
    private static final String COLUMNS = "id, url, kinds, created_at, created_by, failures, next_at, last_error";
    /// What runs now is not told: neither before nor after it is sure.
    private static final String KEEP = """
            insert into agent.webhook (id, url, kinds, secret, created_at, created_by, place, next_at)
            select $1, $2, $3, $4, $5, $6, agent.step_place(coalesce(max(place), 0), 1024), $5 from agent.ticket_entry
            """;
    private static final String END =
            "update agent.webhook set ended_at = $2 where id = $1 and ended_at is null returning " + COLUMNS;
    private static final String ALL =
            "select " + COLUMNS + " from agent.webhook where ended_at is null order by created_at, id";
    private static final String CLAIM = """
            update agent.webhook set next_at = $2
            where id = (
                select id from agent.webhook where ended_at is null and next_at <= $1
                order by next_at limit 1 for update skip locked
            )
            returning %s, secret, place
            """.formatted(COLUMNS);
    private static final String AFTER = """
            select agent.step_place(e.place, s.nth) as place, e.ticket, t.day, t.serial, t.prefix, t.digits,
                e.first + s.nth::integer - 1 as ordinal, s.step::text
            from agent.ticket_entry e
            join agent.ticket t on t.id = e.ticket
            cross join lateral json_array_elements(e.steps) with ordinality as s (step, nth)
            where e.place >= $1 / 1024 and agent.step_place(e.place, s.nth) > $1
              and e.xact < pg_snapshot_xmin(pg_current_snapshot())
              and (cardinality($2::text[]) = 0 or s.step ->> 'kind' = any($2))
            order by e.place, s.nth limit $3
            """;
    private static final String DELIVERED = """
            update agent.webhook set place = $2, next_at = $3, failures = 0, last_error = null where id = $1
            """;
    private static final String FAILED = """
            update agent.webhook set failures = failures + 1, last_error = $2, next_at = $3 where id = $1
            """;

    private final Database database;

    public SqlWebhooks(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public void keep(Hook hook, String secret) {
        database.ask(
                "keep a webhook",
                KEEP,
                Tuple.of(hook.id(), hook.url())
                        .addArrayOfString(hook.kinds().stream().sorted().toArray(String[]::new))
                        .addString(secret)
                        .addOffsetDateTime(StepRows.utc(hook.createdAt()))
                        .addString(hook.createdBy()));
    }

    @Override
    public Optional<Hook> end(UUID id, Instant at) {
        for (Row row : database.ask("end a webhook", END, Tuple.of(id, StepRows.utc(at)))) {
            return Optional.of(hook(row));
        }
        return Optional.empty();
    }

    @Override
    public List<Hook> all() {
        List<Hook> hooks = new ArrayList<>();
        database.ask("read webhooks", ALL, Tuple.tuple()).forEach(row -> hooks.add(hook(row)));
        return hooks;
    }

    @Override
    public Optional<Claim> claim(Instant now, Duration most) {
        Tuple values = Tuple.of(StepRows.utc(now), StepRows.utc(now.plus(most)));
        for (Row row : database.ask("claim a webhook", CLAIM, values)) {
            return Optional.of(new Claim(hook(row), row.getString("secret"), row.getLong("place")));
        }
        return Optional.empty();
    }

    @Override
    public List<Told> after(long place, Set<String> kinds, int limit) {
        Tuple values =
                Tuple.of(place).addArrayOfString(kinds.toArray(String[]::new)).addInteger(limit);
        List<Told> told = new ArrayList<>();
        for (Row row : database.ask("read steps to be told", AFTER, values)) {
            Step step = Steps.read(row.getInteger("ordinal"), "[" + row.getString("step") + "]")
                    .getFirst();
            told.add(new Told(row.getLong("place"), row.getUUID("ticket"), TicketRows.number(row), step));
        }
        return told;
    }

    @Override
    public void delivered(UUID id, long place, Instant next) {
        database.ask("note a delivery", DELIVERED, Tuple.of(id, place, StepRows.utc(next)));
    }

    @Override
    public void failed(UUID id, String error, Instant next) {
        database.ask("note a failed delivery", FAILED, Tuple.of(id, error, StepRows.utc(next)));
    }

    private static Hook hook(Row row) {
        return new Hook(
                row.getUUID("id"),
                row.getString("url"),
                Set.of(row.getArrayOfStrings("kinds")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("created_by"),
                row.getInteger("failures"),
                row.getOffsetDateTime("next_at").toInstant(),
                Optional.ofNullable(row.getString("last_error")));
    }
}
