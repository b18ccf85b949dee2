package hearback.agent.sql;

import hearback.agent.flow.TicketStore.Whole;
import hearback.agent.json.Steps;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.TicketNumber;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallResult;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A ticket with its calls and steps in one statement and one row: what belongs to it comes as arrays.
final class WholeRows {
    private static final String READ = "select " + TicketRows.COLUMNS + """
            , t.changed_at, c.calls, c.links, c.call_ats, c.results, e.firsts, e.entries
            from agent.ticket t
            cross join lateral (
                select array_agg(call) as calls, array_agg(link) as links, array_agg(at) as call_ats,
                    array_agg(result) as results
                from (select call, link, at, result from agent.ticket_call where ticket = t.id order by at, call) each
            ) c
            cross join lateral (
                select array_agg(first) as firsts, array_agg(steps::text) as entries
                from (select first, steps from agent.ticket_entry where ticket = t.id order by first) each
            ) e
            """;
    /// Each by the index, whatever is known of the table: a list is never joined.
    private static final String THESE = READ + """
             where t.id = any(array(
                select one.id from unnest($1::date[], $2::integer[]) as asked (day, serial)
                cross join lateral (
                    select id from agent.ticket where day = asked.day and serial = asked.serial limit 1
                ) one
            ))
            """;
    private static final String OPENED = READ + """
             where t.day >= $1 and t.day < $2 and (t.day, t.serial) > ($3, $4)
             order by t.day, t.serial limit $5
            """;

    private WholeRows() {}

    static Future<RowSet<Row>> ask(SqlClient client, List<TicketNumber> numbers) {
        return Histories.ask(client, THESE, numbers);
    }

    static List<Whole> opened(
            SqlClient client, LocalDate from, LocalDate until, Optional<TicketNumber> after, int limit) {
        Tuple values = Tuple.of(
                from,
                until,
                after.map(TicketNumber::day).orElse(from),
                after.map(TicketNumber::serial).orElse(0),
                limit);
        return wholes(Database.rows(client, OPENED, values));
    }

    private static List<Whole> wholes(RowSet<Row> rows) {
        List<Whole> found = new ArrayList<>();
        rows.forEach(row -> whole(row).ifPresent(found::add));
        return found;
    }

    static Optional<Whole> whole(Row row) {
        List<Step> steps = steps(row);
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(new Whole(TicketRows.ticket(row, calls(row)), new TicketLife(steps)));
    }

    private static List<LinkedCall> calls(Row row) {
        String[] calls = texts(row, "calls");
        String[] links = texts(row, "links");
        String[] results = texts(row, "results");
        List<LinkedCall> found = new ArrayList<>();
        for (int i = 0; i < calls.length; i++) {
            found.add(new LinkedCall(
                    new CallId(calls[i]),
                    LinkedCall.Link.valueOf(links[i]),
                    row.getArrayOfOffsetDateTimes("call_ats")[i].toInstant(),
                    Optional.ofNullable(results[i]).map(CallResult::valueOf)));
        }
        return found;
    }

    private static List<Step> steps(Row row) {
        String[] entries = texts(row, "entries");
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < entries.length; i++) {
            steps.addAll(Steps.read(row.getArrayOfIntegers("firsts")[i], entries[i]));
        }
        return steps;
    }

    private static String[] texts(Row row, String column) {
        String[] found = row.getArrayOfStrings(column);
        return found == null ? new String[0] : found;
    }
}
