package hearback.agent.sql;

import hearback.agent.life.Standing;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.config.profile.Channel;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClassRule;
import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads tickets with their calls: two statements, however many tickets.
final class TicketRows {
    static final String COLUMNS =
            "t.id, t.day, t.serial, t.prefix, t.digits, t.hotline, t.customer, t.heard, t.opened_at, t.closed_at, t.closed_by, t.close_reason, "
                    + "t.channel, t.profile, t.profile_version, t.stage, t.classes, t.urgency, t.departments, t.sealed, "
                    + "t.due_at, t.tasks, t.steps";

    private static final String CALLS = """
            select ticket, call, link, at, result
            from agent.ticket_call
            where ticket = any($1)
            order by at, call
            """;

    private TicketRows() {}

    /// @param sql selects [#COLUMNS] of `agent.ticket t`
    static List<Ticket> read(SqlClient client, String sql, Tuple values) {
        return read(client, Database.rows(client, sql, values));
    }

    /// @param found with [#COLUMNS]
    static List<Ticket> read(SqlClient client, RowSet<Row> found) {
        List<Row> rows = new ArrayList<>();
        found.forEach(rows::add);
        if (rows.isEmpty()) {
            return List.of();
        }
        UUID[] ids = rows.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
        Map<UUID, List<LinkedCall>> calls = new HashMap<>();
        for (Row row : Database.rows(client, CALLS, Tuple.tuple().addArrayOfUUID(ids))) {
            calls.computeIfAbsent(row.getUUID("ticket"), _ -> new ArrayList<>()).add(linkedCall(row));
        }
        return rows.stream()
                .map(row -> ticket(row, calls.getOrDefault(row.getUUID("id"), List.of())))
                .toList();
    }

    static LinkedCall linkedCall(Row row) {
        return new LinkedCall(
                new CallId(row.getString("call")),
                LinkedCall.Link.valueOf(row.getString("link")),
                row.getOffsetDateTime("at").toInstant(),
                Optional.ofNullable(row.getString("result")).map(CallResult::valueOf));
    }

    /// @param row with [#COLUMNS]
    static Ticket ticket(Row row, List<LinkedCall> calls) {
        PhoneNumber customer = Optional.ofNullable(row.getString("customer"))
                .<PhoneNumber>map(PhoneNumber.Known::new)
                .orElseGet(() -> new PhoneNumber.Unknown(new InertText(row.getString("heard"))));
        Ticket.Opening opening = new Ticket.Opening(
                new TicketId(row.getUUID("id")),
                number(row),
                row.getString("hotline"),
                customer,
                row.getOffsetDateTime("opened_at").toInstant());
        return Optional.ofNullable(row.getOffsetDateTime("closed_at"))
                .map(OffsetDateTime::toInstant)
                .<Ticket>map(closed -> new Ticket.Closed(
                        opening,
                        calls,
                        standing(row),
                        closed,
                        row.getString("closed_by"),
                        row.getString("close_reason")))
                .orElseGet(() -> new Ticket.Open(opening, calls, standing(row)));
    }

    /// @param row with the columns day, serial, prefix, digits
    static TicketNumber number(Row row) {
        return new TicketNumber(
                row.getLocalDate("day"), row.getInteger("serial"), row.getString("prefix"), row.getInteger("digits"));
    }

    private static Standing standing(Row row) {
        return new Standing(
                Channel.valueOf(constant(row.getString("channel"))),
                Optional.ofNullable(row.getString("profile"))
                        .map(profile -> new ProfileVersion(profile, row.getInteger("profile_version"))),
                row.getString("stage"),
                classes(row),
                ClassRule.Urgency.valueOf(constant(row.getString("urgency"))),
                Set.of(row.getArrayOfStrings("departments")),
                row.getBoolean("sealed"),
                Optional.ofNullable(row.getOffsetDateTime("due_at")).map(OffsetDateTime::toInstant),
                Set.of(row.getArrayOfStrings("tasks")),
                row.getInteger("steps"));
    }

    static Set<ClassFlag> classes(Row row) {
        return Stream.of(row.getArrayOfStrings("classes"))
                .map(id -> ClassFlag.valueOf(constant(id)))
                .collect(Collectors.toSet());
    }

    private static String constant(String id) {
        return id.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
