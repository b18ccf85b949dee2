package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.instant;
import static hearback.telephony.sql.PlanRows.utc;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Listing;
import hearback.telephony.callback.Pause;
import hearback.telephony.callback.PauseScope;
import hearback.telephony.flow.HoldStore;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Pauses and the do-not-call list in PostgreSQL: `telephony.callback_pause`, `telephony.do_not_call`.
public final class SqlHoldStore implements HoldStore {
    private static final String PAUSE = "select id, scope, name, reason, paused_by, since, until"
            + " from telephony.callback_pause where resumed_at is null and (until is null or until > $1)";
    private static final String LISTING = "select id, number, reason, listed_by, since, until"
            + " from telephony.do_not_call where removed_at is null and (until is null or until > $1)";

    private final Database database;

    public SqlHoldStore(Pool pool) {
        this.database = new Database(pool);
    }

    /// One that has run out makes room for the next.
    @Override
    public Pause pause(Pause wanted, Set<String> hotlines) {
        var scope = columns(wanted.scope());
        return database.together("pause of callbacks", statements -> {
            var _ = statements.ask("""
                    update telephony.callback_pause set resumed_at = until, resumed_by = 'itself'
                     where scope = $1 and name = $2 and resumed_at is null and until <= $3
                    """, Tuple.of(scope.kind(), scope.name(), utc(wanted.since())));
            var _ = statements.ask(
                    """
                    insert into telephony.callback_pause (id, scope, name, hotlines, reason, paused_by, since, until)
                    values ($1, $2, $3, $4, $5, $6, $7, $8)
                    on conflict (scope, name) where resumed_at is null do nothing
                    """,
                    Tuple.of(wanted.id(), scope.kind(), scope.name())
                            .addArrayOfString(hotlines.stream().sorted().toArray(String[]::new))
                            .addString(wanted.reason())
                            .addString(wanted.pausedBy())
                            .addOffsetDateTime(utc(wanted.since()))
                            .addOffsetDateTime(until(wanted.until())));
            return first(
                            statements.ask(
                                    PAUSE + " and scope = $2 and name = $3",
                                    Tuple.of(utc(wanted.since()), scope.kind(), scope.name())),
                            SqlHoldStore::pause)
                    .orElseThrow();
        });
    }

    @Override
    public Optional<Pause> resume(PauseScope scope, String who, Instant now) {
        var columns = columns(scope);
        return first(
                database.ask("resuming of callbacks", """
                        update telephony.callback_pause set resumed_at = $3, resumed_by = $4
                         where scope = $1 and name = $2 and resumed_at is null and (until is null or until > $3)
                        returning id, scope, name, reason, paused_by, since, until
                        """, Tuple.of(columns.kind(), columns.name(), utc(now), who)),
                SqlHoldStore::pause);
    }

    @Override
    public List<Pause> pauses(Instant now) {
        return all(
                database.ask("pauses of callbacks", PAUSE + " order by since, id", Tuple.of(utc(now))),
                SqlHoldStore::pause);
    }

    @Override
    public Listing list(Listing wanted) {
        var number = wanted.number().e164();
        return database.together("listing of " + number, statements -> {
            var _ = statements.ask("""
                    update telephony.do_not_call set removed_at = until, removed_by = 'itself'
                     where number = $1 and removed_at is null and until <= $2
                    """, Tuple.of(number, utc(wanted.since())));
            var _ = statements.ask(
                    """
                    insert into telephony.do_not_call (id, number, reason, listed_by, since, until)
                    values ($1, $2, $3, $4, $5, $6)
                    on conflict (number) where removed_at is null do nothing
                    """,
                    Tuple.of(
                            wanted.id(),
                            number,
                            wanted.reason(),
                            wanted.listedBy(),
                            utc(wanted.since()),
                            until(wanted.until())));
            return first(
                            statements.ask(LISTING + " and number = $2", Tuple.of(utc(wanted.since()), number)),
                            SqlHoldStore::listing)
                    .orElseThrow();
        });
    }

    @Override
    public Optional<Listing> unlist(PhoneNumber.Known number, String who, Instant now) {
        return first(
                database.ask("taking off of " + number, """
                        update telephony.do_not_call set removed_at = $2, removed_by = $3
                         where number = $1 and removed_at is null and (until is null or until > $2)
                        returning id, number, reason, listed_by, since, until
                        """, Tuple.of(number.e164(), utc(now), who)),
                SqlHoldStore::listing);
    }

    @Override
    public List<Listing> listed(Optional<UUID> before, Instant now, int limit) {
        return all(
                database.ask("do-not-call list", LISTING + """
                                 and ($2::uuid is null
                                      or (since, id) < (select since, id from telephony.do_not_call where id = $2))
                               order by since desc, id desc
                               limit $3
                               """, Tuple.of(utc(now), before.orElse(null), limit)),
                SqlHoldStore::listing);
    }

    @Override
    public Optional<Listing> listed(PhoneNumber.Known number, Instant now) {
        return first(
                database.ask("listing of " + number, LISTING + " and number = $2", Tuple.of(utc(now), number.e164())),
                SqlHoldStore::listing);
    }

    static Pause pause(Row row) {
        return new Pause(
                row.getUUID("id"),
                scope(row.getString("scope"), row.getString("name")),
                row.getString("reason"),
                row.getString("paused_by"),
                instant(row, "since"),
                until(row));
    }

    private static Listing listing(Row row) {
        return new Listing(
                row.getUUID("id"),
                new PhoneNumber.Known(row.getString("number")),
                row.getString("reason"),
                row.getString("listed_by"),
                instant(row, "since"),
                until(row));
    }

    private static Optional<Instant> until(Row row) {
        return Optional.ofNullable(row.getOffsetDateTime("until")).map(OffsetDateTime::toInstant);
    }

    private static @Nullable OffsetDateTime until(Optional<Instant> until) {
        return until.map(PlanRows::utc).orElse(null);
    }

    private static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> read) {
        return all(rows, read).stream().findFirst();
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
        return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
    }

    private static Columns columns(PauseScope scope) {
        return switch (scope) {
            case PauseScope.Everything() -> new Columns("ALL", "");
            case PauseScope.OfLine(ServerName line) -> new Columns("LINE", line.text());
            case PauseScope.OfTrunk trunk -> new Columns("TRUNK", trunk.text());
            case PauseScope.OfHotline(String number) -> new Columns("HOTLINE", number);
            case PauseScope.OfQueue(QueueName queue) -> new Columns("QUEUE", queue.text());
        };
    }

    private static PauseScope scope(String kind, String name) {
        return switch (kind) {
            case "ALL" -> new PauseScope.Everything();
            case "LINE" -> new PauseScope.OfLine(new ServerName(name));
            case "TRUNK" -> PauseScope.OfTrunk.parse(name).orElseThrow();
            case "HOTLINE" -> new PauseScope.OfHotline(name);
            case "QUEUE" -> new PauseScope.OfQueue(new QueueName(name));
            case String other -> throw new IllegalStateException("unknown scope of a pause: " + other);
        };
    }

    private record Columns(String kind, String name) {}
}
