package hearback.agent.sql;

import hearback.agent.flow.Rulebook;
import hearback.agent.flow.TicketStore;
import hearback.agent.json.Steps;
import hearback.agent.life.Actor;
import hearback.agent.life.LineFact;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.config.profile.Profile;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallResult;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Tickets in PostgreSQL: `agent.ticket`, `agent.ticket_call`, `agent.ticket_entry`, `agent.ticket_serial`.
public final class SqlTicketStore implements TicketStore {
    static final String BY_ID = "select " + TicketRows.COLUMNS + " from agent.ticket t where t.id = $1";

    private static final String BY_NUMBER =
            "select " + TicketRows.COLUMNS + " from agent.ticket t where t.day = $1 and t.serial = $2";

    private static final String OF_CALL = "select " + TicketRows.COLUMNS
            + " from agent.ticket t join agent.ticket_call c on c.ticket = t.id where c.call = $1";

    private static final String LIST = "select " + TicketRows.COLUMNS + """

             from agent.ticket t
            where ($1::boolean is null or (t.closed_at is null) = $1::boolean)
              and ($5::text is null or t.departments @> array[$5::text])
              and ($2::date is null or (t.day, t.serial) < ($2::date, $3::integer))
            order by t.day desc, t.serial desc
            limit $4
            """;

    /// A ticket's last entries are often next to each other.
    private static final String LAST_CHANGED = "select " + TicketRows.COLUMNS + """

             from agent.ticket t join (
                select ticket, max(place) as place
                from (select ticket, place from agent.ticket_entry order by place desc limit 8 * $1::integer) entry
                group by ticket
            ) last on last.ticket = t.id
            order by last.place desc limit $1
            """;

    private static final String TELL = "select agent.add_told($1, $2, $3::text::json)";
    /// Result, step and the note that the ticket changed, together; nothing when the result was noted before.
    private static final String NOTE_RESULT = """
            with noted as (
                update agent.ticket_call set result = $2 where call = $1 and result is distinct from $2
                returning ticket
            )
            select agent.add_told(ticket, $3, $4::text::json) from noted
            """;
    private static final String WITH_TASK = "select " + TicketRows.COLUMNS + """

             from agent.ticket t
            where t.tasks <> '{}' and t.tasks @> array[$1::text]
              and ($5::text is null or t.departments @> array[$5::text])
              and ($2::date is null or (t.day, t.serial) < ($2::date, $3::integer))
            order by t.day desc, t.serial desc
            limit $4
            """;
    private static final String BEHIND =
            "select id from agent.ticket where callbacks_behind order by changed_at limit $1";
    private static final String CAUGHT_UP =
            "update agent.ticket set callbacks_behind = false where id = $1 and steps = $2 and callbacks_behind";
    private static final String DUE = "select id from agent.ticket where next_at <= $1 order by next_at limit $2";
    private static final String SETTLE_CALLBACK = """
            update agent.ticket_call
            set callback = coalesce(callback, ($3::uuid[])[1], $2)
            where call = $1
            returning callback
            """;

    private static final String SERVING =
            "select distinct callback from agent.ticket_call where ticket = $1 and callback is not null";

    /// So many tickets take the server some ten milliseconds.
    private static final int MOST_AT_ONCE = 100;

    private final Pool pool;
    private final Database database;
    private final Rulebook rules;
    private final Batches<LinkCalls.Wish, Linked> linking;
    private final TicketNames names;
    private final Histories histories;
    private final LastCalls linkedHere = new LastCalls();

    public SqlTicketStore(Pool pool, Rulebook rules) {
        this.pool = pool;
        this.database = new Database(pool);
        this.rules = rules;
        this.names = new TicketNames(database);
        this.histories = new Histories(pool);
        this.linking = new Batches<>(MOST_AT_ONCE, this::linkAll);
    }

    @Override
    public Linked link(IncomingCall call) {
        return linking.submit(LinkCalls.Wish.of(call, rules.forHotline(call.hotline(), call.at())));
    }

    /// Most facts of a call find it linked: then nothing is locked and nothing committed.
    private List<Linked> linkAll(List<LinkCalls.Wish> wishes) {
        List<CallId> calls = wishes.stream().map(wish -> wish.call().id()).toList();
        Optional<List<Linked>> before = linkedHere.holdsAll(calls) ? linkedBefore(calls) : Optional.empty();
        return before.orElseGet(() -> {
            List<Linked> linked = database.inFlight("link calls", flight -> LinkCalls.link(flight, wishes, rules));
            linkedHere.add(calls);
            return linked;
        });
    }

    /// Empty unless all of them are.
    private Optional<List<Linked>> linkedBefore(List<CallId> calls) {
        Map<CallId, Linked> before =
                database.guarded("find the tickets of calls", () -> LinkCalls.linkedBefore(pool, calls));
        return calls.stream().allMatch(before::containsKey)
                ? Optional.of(calls.stream()
                        .map(call -> Objects.requireNonNull(before.get(call)))
                        .toList())
                : Optional.empty();
    }

    @Override
    public void noteResult(CallId call, CallResult result, Instant at) {
        String cause = "ended " + call.text() + " " + result.name();
        String step = told(cause, at, Actor.ITSELF, new LineFact.CallEnded(call.text(), result.name()));
        database.ask("note a call's result", NOTE_RESULT, Tuple.of(call.text(), result.name(), cause, step));
    }

    @Override
    public UUID settleCallback(CallId call, UUID proposed, List<UUID> stillServing) {
        Tuple values = Tuple.of(call.text(), proposed).addArrayOfUUID(stillServing.toArray(UUID[]::new));
        for (Row row : database.ask("settle a call's callback", SETTLE_CALLBACK, values)) {
            return row.getUUID("callback");
        }
        throw new IllegalStateException("call is linked to no ticket: " + call);
    }

    @Override
    public List<UUID> callbacksServing(TicketId ticket) {
        List<UUID> found = new ArrayList<>();
        database.ask("find a ticket's callbacks", SERVING, Tuple.of(ticket.value()))
                .forEach(row -> found.add(row.getUUID("callback")));
        return found;
    }

    @Override
    public void tell(TicketId ticket, String cause, Instant at, Actor actor, LineFact fact) {
        database.ask("tell a ticket", TELL, Tuple.of(ticket.value(), cause, told(cause, at, actor, fact)));
    }

    /// Which one it is, its place says.
    private static String told(String cause, Instant at, Actor actor, LineFact fact) {
        return Steps.write(new Step(1, at, actor, cause, fact));
    }

    @Override
    public Added add(TicketId ticket, TicketLife before, List<Step> steps) {
        boolean isThere = before.steps().stream()
                .anyMatch(step -> step.cause().equals(steps.getFirst().cause()));
        if (isThere) {
            return Added.THERE_ALREADY;
        }
        Profile profile = rules.of(before.with(steps), steps.getFirst().at());
        return database.inTransaction(
                "add to a ticket",
                connection -> StepRows.add(connection, ticket.value(), profile, before, steps)
                        ? Added.DONE
                        : Added.OVERTAKEN);
    }

    @Override
    public Ticket open(NewTicket asked, List<Step> steps) {
        Profile profile = rules.of(new TicketLife(steps), asked.at());
        return database.inTransaction("open a ticket", connection -> {
            Database.rows(
                    connection,
                    "select pg_advisory_xact_lock(hashtextextended($1::text, 0))",
                    Tuple.of("agent.ticket " + asked.id()));
            return TicketRows.read(connection, BY_ID, Tuple.of(asked.id().value())).stream()
                    .findFirst()
                    .orElseGet(() -> NewTickets.insert(connection, new NewTickets.Wanted(asked, profile, steps)));
        });
    }

    @Override
    public Optional<Ticket> splitOff(
            TicketId from,
            TicketLife before,
            CallId call,
            NewTicket asked,
            List<Step> steps,
            Function<TicketNumber, List<Step>> after) {
        Profile ofNew = rules.of(new TicketLife(steps), asked.at());
        Profile ofOld = rules.of(before, asked.at());
        return database.inTransaction(
                "split off a ticket",
                connection -> SplitOff.run(
                        connection,
                        new SplitOff.Old(from.value(), ofOld, before, after),
                        call,
                        new NewTickets.Wanted(asked, ofNew, steps)));
    }

    @Override
    public Optional<TicketLife> life(TicketId ticket) {
        return database.guarded("read a ticket's history", () -> StepRows.read(pool, ticket.value()));
    }

    @Override
    public List<TicketId> due(Instant now, int limit) {
        List<TicketId> due = new ArrayList<>();
        database.ask("find due clocks", DUE, Tuple.of(utc(now), limit))
                .forEach(row -> due.add(new TicketId(row.getUUID("id"))));
        return due;
    }

    @Override
    public Optional<Ticket> find(TicketNumber number) {
        return tickets(BY_NUMBER, Tuple.of(number.day(), number.serial())).stream()
                .filter(ticket -> ticket.opening().number().text().equals(number.text()))
                .findFirst();
    }

    @Override
    public Optional<Whole> read(TicketNumber number) {
        return database.guarded("read a ticket", () -> histories.whole(number));
    }

    @Override
    public Optional<History> history(TicketNumber number) {
        return database.guarded("read a ticket's history", () -> histories.history(number));
    }

    @Override
    public List<Whole> opened(LocalDate from, LocalDate until, Optional<TicketNumber> after, int limit) {
        return database.guarded("read the tickets of days", () -> WholeRows.opened(pool, from, until, after, limit));
    }

    @Override
    public Optional<Ticket> find(TicketId id) {
        return tickets(BY_ID, Tuple.of(id.value())).stream().findFirst();
    }

    @Override
    public Optional<Ticket> ofCall(CallId call) {
        return tickets(OF_CALL, Tuple.of(call.text())).stream().findFirst();
    }

    @Override
    public Map<TicketId, Named> namesOf(Collection<TicketId> ids) {
        return names.of(ids);
    }

    @Override
    public boolean anySealed() {
        return names.anySealed();
    }

    @Override
    public Set<CallId> sealed(Collection<CallId> calls) {
        return names.sealed(calls);
    }

    @Override
    public List<Ticket> list(
            Optional<Boolean> open, Optional<String> department, Optional<TicketNumber> before, int limit) {
        return tickets(
                LIST,
                Tuple.of(
                        open.orElse(null),
                        before.map(TicketNumber::day).orElse(null),
                        before.map(TicketNumber::serial).orElse(null),
                        limit,
                        department.orElse(null)));
    }

    @Override
    public List<Ticket> withTask(String task, Optional<String> department, Optional<TicketNumber> before, int limit) {
        return tickets(
                WITH_TASK,
                Tuple.of(
                        task,
                        before.map(TicketNumber::day).orElse(null),
                        before.map(TicketNumber::serial).orElse(null),
                        limit,
                        department.orElse(null)));
    }

    @Override
    public List<TicketId> callbacksBehind(int limit) {
        List<TicketId> behind = new ArrayList<>();
        database.ask("find tickets whose callbacks are behind", BEHIND, Tuple.of(limit))
                .forEach(row -> behind.add(new TicketId(row.getUUID("id"))));
        return behind;
    }

    @Override
    public void callbacksCaughtUp(TicketId ticket, TicketLife life) {
        database.ask(
                "note that a ticket's callbacks are caught up",
                CAUGHT_UP,
                Tuple.of(ticket.value(), life.steps().size()));
    }

    @Override
    public List<Ticket> lastChanged(int limit) {
        return tickets(LAST_CHANGED, Tuple.of(limit));
    }

    @Override
    public void watchAgain(TicketId ticket, TicketLife life, Instant now) {
        Profile profile = rules.of(life, now);
        database.guarded("watch a ticket again", () -> {
            StepRows.watchAgain(pool, ticket.value(), profile, life);
            return true;
        });
    }

    private List<Ticket> tickets(String sql, Tuple values) {
        return database.guarded("read tickets", () -> TicketRows.read(pool, sql, values));
    }

    private static OffsetDateTime utc(Instant at) {
        return StepRows.utc(at);
    }
}
