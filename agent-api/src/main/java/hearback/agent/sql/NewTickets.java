package hearback.agent.sql;

import hearback.agent.flow.TicketStore.NewTicket;
import hearback.agent.life.Closing;
import hearback.agent.life.Ids;
import hearback.agent.life.Standing;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketNumber;
import hearback.config.profile.Profile;
import hearback.telephony.call.PhoneNumber;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes new tickets with their first steps and clocks, many in a few statements. The day's serials are taken first,
/// all at once: a rolled back batch leaves a gap and never a second of a kind (b.8).
final class NewTickets {
    private static final String NEXT_SERIALS = """
            insert into agent.ticket_serial as s (day, last) values ($1, $2)
            on conflict (day) do update set last = s.last + $2
            returning last
            """;
    private static final String INSERT = """
            insert into agent.ticket
                (id, day, serial, prefix, digits, hotline, customer, heard, opened_at, channel, profile, profile_version,
                 stage, classes, urgency, departments, sealed, due_at, steps, closed_at, closed_by, close_reason, changed_at)
            select id, day, serial, prefix, digits, hotline, customer, heard, opened_at, channel, profile, profile_version,
                stage, string_to_array(classes, ','), urgency, '{}', false, due_at, steps, null, null, null, clock_timestamp()
            from unnest($1::uuid[], $2::date[], $3::integer[], $4::text[], $5::integer[], $6::text[], $7::text[],
                $8::text[], $9::timestamptz[], $10::text[], $11::text[], $12::integer[], $13::text[], $14::text[],
                $15::text[], $16::timestamptz[], $17::integer[])
                as t (id, day, serial, prefix, digits, hotline, customer, heard, opened_at, channel, profile,
                    profile_version, stage, classes, urgency, due_at, steps)
            """;

    private NewTickets() {}

    /// @param profile the ticket goes by, or would
    record Wanted(NewTicket asked, Profile profile, List<Step> steps) {}

    private record Written(Wanted wanted, TicketNumber number, TicketLife life, Standing standing) {
        UUID id() {
            return wanted.asked().id().value();
        }

        Ticket.Open ticket() {
            NewTicket asked = wanted.asked();
            return new Ticket.Open(
                    new Ticket.Opening(asked.id(), number, asked.hotline(), asked.customer(), asked.at()),
                    List.of(),
                    standing);
        }
    }

    /// In the order in which they are wanted.
    ///
    /// @throws IllegalStateException when one of them is closed by its first steps
    static List<Ticket.Open> insert(SqlConnection connection, List<Wanted> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<LocalDate, Long> perDay =
                wanted.stream().collect(Collectors.groupingBy(NewTickets::dayOf, TreeMap::new, Collectors.counting()));
        Map<LocalDate, Integer> next = new TreeMap<>();
        perDay.forEach((day, count) -> {
            int last = Database.rows(connection, NEXT_SERIALS, Tuple.of(day, count.intValue()))
                    .iterator()
                    .next()
                    .getInteger("last");
            next.put(day, last - count.intValue() + 1);
        });
        List<Written> all = new ArrayList<>();
        for (Wanted one : wanted) {
            LocalDate day = dayOf(one);
            int serial = next.merge(day, 1, Integer::sum) - 1;
            TicketLife life = new TicketLife(one.steps());
            if (Closing.of(life).isPresent()) {
                throw new IllegalStateException("a ticket is not closed by its first steps");
            }
            all.add(new Written(
                    one,
                    TicketNumber.of(one.profile().numbering(), day, serial),
                    life,
                    Standing.of(one.profile(), life)));
        }
        Database.rows(connection, INSERT, values(all));
        StepRows.insert(
                connection,
                all.stream()
                        .flatMap(one -> one.life().steps().stream().map(step -> new StepRows.Of<>(one.id(), step)))
                        .toList());
        StepRows.watch(
                connection,
                all.stream()
                        .flatMap(one -> StepRows.Watched.of(one.wanted().profile(), one.life()).stream()
                                .map(row -> new StepRows.Of<>(one.id(), row)))
                        .toList());
        return all.stream().map(Written::ticket).toList();
    }

    private static LocalDate dayOf(Wanted wanted) {
        return TicketNumber.dayAt(
                wanted.asked().at(), wanted.profile().calendar().zone());
    }

    private static Tuple values(List<Written> all) {
        return Tuple.tuple()
                .addArrayOfUUID(all.stream().map(Written::id).toArray(UUID[]::new))
                .addArrayOfLocalDate(all.stream().map(one -> one.number().day()).toArray(LocalDate[]::new))
                .addArrayOfInteger(
                        all.stream().map(one -> one.number().serial()).toArray(Integer[]::new))
                .addArrayOfString(texts(all, one -> one.number().prefix()))
                .addArrayOfInteger(
                        all.stream().map(one -> one.number().digits()).toArray(Integer[]::new))
                .addArrayOfString(texts(all, one -> one.wanted().asked().hotline()))
                .addArrayOfString(texts(all, one -> e164(one.wanted().asked().customer())))
                .addArrayOfString(texts(all, one -> heard(one.wanted().asked().customer())))
                .addArrayOfOffsetDateTime(all.stream()
                        .map(one -> StepRows.utc(one.wanted().asked().at()))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfString(texts(all, one -> Ids.of(one.standing().channel())))
                .addArrayOfString(texts(
                        all,
                        one -> one.standing()
                                .profile()
                                .map(version -> version.profile())
                                .orElse(null)))
                .addArrayOfInteger(all.stream()
                        .<@Nullable Integer>map(one -> one.standing()
                                .profile()
                                .map(version -> version.version())
                                .orElse(null))
                        .toArray(Integer[]::new))
                .addArrayOfString(texts(all, one -> one.standing().stage()))
                .addArrayOfString(texts(
                        all,
                        one -> one.standing().classes().stream()
                                .map(Ids::of)
                                .sorted()
                                .collect(Collectors.joining(","))))
                .addArrayOfString(texts(all, one -> Ids.of(one.standing().urgency())))
                .addArrayOfOffsetDateTime(all.stream()
                        .<@Nullable OffsetDateTime>map(
                                one -> one.standing().due().map(StepRows::utc).orElse(null))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfInteger(
                        all.stream().map(one -> one.standing().steps()).toArray(Integer[]::new));
    }

    private static @Nullable String[] texts(List<Written> all, Function<Written, @Nullable String> field) {
        return all.stream().<@Nullable String>map(field).toArray(String[]::new);
    }

    private static @Nullable String e164(PhoneNumber customer) {
        return switch (customer) {
            case PhoneNumber.Known number -> number.e164();
            case PhoneNumber.Unknown _ -> null;
        };
    }

    private static String heard(PhoneNumber customer) {
        return switch (customer) {
            case PhoneNumber.Known _ -> "";
            case PhoneNumber.Unknown unknown -> unknown.heard().text();
        };
    }
}
