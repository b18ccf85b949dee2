package hearback.agent.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hearback.agent.flow.TicketStore.History;
import hearback.agent.flow.TicketStore.Whole;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads tickets by their numbers, those asked for at once together, and remembers histories: steps are only ever
/// added (decision 0008) and each that is added is told in the head row, so that one whose head is as it was is not
/// read again. The head is, each time.
final class Histories {
    private static final String HEADS = """
            select t.day, t.serial, t.id, t.departments, t.steps, t.changed_at
            from unnest($1::date[], $2::integer[]) as asked (day, serial)
            cross join lateral (
                select day, serial, id, departments, steps, changed_at
                from agent.ticket where day = asked.day and serial = asked.serial limit 1
            ) t
            """;
    /// So many take the server some milliseconds.
    private static final int MOST_AT_ONCE = 100;
    /// Of the heap's 448 MiB; some ten thousand tickets.
    private static final long MOST_BYTES = 32L << 20;

    private final LookUps<TicketNumber, Row> heads;
    private final LookUps<TicketNumber, Row> wholes;
    private final Cache<TicketNumber, Remembered> remembered = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .<TicketNumber, Remembered>weigher((_, one) -> one.bytes())
            // Tidied up by whoever puts something in: waking another thread for it takes longer.
            .executor(Runnable::run)
            .build();

    Histories(Pool pool) {
        this.heads = new LookUps<>(MOST_AT_ONCE, numbers -> ask(pool, HEADS, numbers), Histories::place);
        this.wholes = new LookUps<>(MOST_AT_ONCE, numbers -> WholeRows.ask(pool, numbers), Histories::place);
    }

    /// As [LookUps#find].
    Optional<Whole> whole(TicketNumber number) {
        return wholeRow(number).flatMap(WholeRows::whole).filter(whole -> isCalled(whole, number));
    }

    /// As [LookUps#find].
    Optional<History> history(TicketNumber number) {
        Remembered before = remembered.getIfPresent(number);
        return before == null ? read(number) : confirmed(number, before);
    }

    private Optional<History> confirmed(TicketNumber number, Remembered before) {
        Optional<Row> head = heads.find(place(number));
        return head.filter(before::isOf).isPresent() ? head.map(row -> before.history(departments(row))) : read(number);
    }

    private Optional<History> read(TicketNumber number) {
        Optional<Row> row = wholeRow(number);
        Optional<Whole> whole = row.flatMap(WholeRows::whole).filter(found -> isCalled(found, number));
        if (row.isEmpty() || whole.isEmpty()) {
            remembered.invalidate(number);
            return Optional.empty();
        }
        Remembered now = Remembered.of(row.get(), whole.get());
        remembered.put(number, now);
        return Optional.of(now.history(departments(row.get())));
    }

    private Optional<Row> wholeRow(TicketNumber number) {
        return wholes.find(place(number));
    }

    /// A number of other digits or another prefix is none of the ticket's.
    private static boolean isCalled(Whole whole, TicketNumber number) {
        return whole.ticket().opening().number().text().equals(number.text());
    }

    static Future<RowSet<Row>> ask(SqlClient client, String sql, List<TicketNumber> numbers) {
        return client.preparedQuery(sql)
                .execute(Tuple.tuple()
                        .addArrayOfLocalDate(
                                numbers.stream().map(TicketNumber::day).toArray(LocalDate[]::new))
                        .addArrayOfInteger(
                                numbers.stream().map(TicketNumber::serial).toArray(Integer[]::new)));
    }

    /// Day and serial alone are one ticket.
    private static TicketNumber place(TicketNumber number) {
        return new TicketNumber(number.day(), number.serial());
    }

    private static TicketNumber place(Row row) {
        return new TicketNumber(row.getLocalDate("day"), row.getInteger("serial"));
    }

    private static Set<String> departments(Row row) {
        return Set.of(row.getArrayOfStrings("departments"));
    }

    /// @param steps how many there were
    /// @param changedAt when the last was added, by the database's clock: not the same in a database that was
    ///     brought back from a copy and then went another way
    private record Remembered(History history, int steps, OffsetDateTime changedAt, int bytes) {
        /// Of a step in memory beside its texts, measured generously.
        private static final int STEP = 400;

        static Remembered of(Row row, Whole whole) {
            int texts = 0;
            for (String entry : row.getArrayOfStrings("entries")) {
                texts += entry.length();
            }
            History history =
                    new History(whole.ticket().id(), whole.ticket().opening().number(), departments(row), whole.life());
            int steps = row.getInteger("steps");
            return new Remembered(history, steps, row.getOffsetDateTime("changed_at"), STEP * (1 + steps) + 2 * texts);
        }

        boolean isOf(Row head) {
            return new TicketId(head.getUUID("id")).equals(history.id())
                    && head.getInteger("steps") == steps
                    && head.getOffsetDateTime("changed_at").isEqual(changedAt);
        }

        History history(Set<String> departments) {
            return departments.equals(history.departments())
                    ? history
                    : new History(history.id(), history.number(), departments, history.life());
        }
    }
}
