package hearback.agent.sql;

import hearback.agent.clock.Clock;
import hearback.agent.flow.TicketStore.NewTicket;
import hearback.agent.json.Steps;
import hearback.agent.life.Alarms;
import hearback.agent.life.Closing;
import hearback.agent.life.Ids;
import hearback.agent.life.Standing;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketNumber;
import hearback.config.profile.Profile;
import hearback.telephony.call.CallId;
import hearback.telephony.call.PhoneNumber;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes new tickets with their first steps, and the calls that open them, in one statement. The day's serials are
/// taken with the tickets, because everybody else who opens one waits from then until the commit; a rolled back batch
/// never leaves a second of a kind (b.8).
final class NewTickets {
    private static final String INSERT = """
            with wanted as (
                select * from unnest($1::uuid[], $2::date[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::text[],
                    $8::timestamptz[], $9::text[], $10::text[], $11::integer[], $12::text[], $13::text[], $14::text[],
                    $15::timestamptz[], $16::integer[], $17::timestamptz[], $18::text[], $19::text[], $20::boolean[])
                    with ordinality
                    as t (id, day, prefix, digits, hotline, customer, heard, opened_at, channel, profile,
                        profile_version, stage, classes, urgency, due_at, steps, next_at, entry, call, only_if_free, nth)
            ), free as materialized (
                select w.* from wanted w
                where not exists (select from agent.ticket_call c where c.call = w.call)
                  and not exists (
                    select from agent.ticket t
                    where w.only_if_free and t.hotline = w.hotline and t.customer = w.customer and t.closed_at is null)
            ), taken as (
                insert into agent.ticket_serial as s (day, last)
                select day, count(*) from free group by day order by day
                on conflict (day) do update set last = s.last + excluded.last
                returning day, last
            ), entries as (
                insert into agent.ticket_entry (ticket, first, steps) select id, 1, entry::json from free
            ), calls as (
                insert into agent.ticket_call (call, ticket, link, at)
                select call, id, 'OPENED', opened_at from free where call is not null
            )
            insert into agent.ticket
                (id, day, serial, prefix, digits, hotline, customer, heard, opened_at, channel, profile, profile_version,
                 stage, classes, urgency, departments, sealed, due_at, steps, closed_at, closed_by, close_reason, next_at,
                 changed_at)
            select id, day, taken.last + 1 - row_number() over (partition by day order by nth desc), prefix, digits,
                hotline, customer, heard, opened_at, channel, profile, profile_version, stage,
                string_to_array(classes, ','), urgency, '{}', false, due_at, steps, null, null, null, next_at, clock_timestamp()
            from free join taken using (day)
            returning id, serial
            """;

    private NewTickets() {}

    /// @param profile the ticket goes by, or would
    record Wanted(NewTicket asked, Profile profile, List<Step> steps) {}

    /// All that is written of a ticket, save its serial: as much as can be known before.
    record Prepared(
            Wanted wanted,
            LocalDate day,
            Standing standing,
            Optional<Instant> next,
            String entry,
            Optional<CallId> call) {
        /// @throws IllegalStateException when it is closed by its first steps
        static Prepared of(Wanted wanted) {
            return of(wanted, Optional.empty());
        }

        static Prepared by(CallId call, Wanted wanted) {
            return of(wanted, Optional.of(call));
        }

        private static Prepared of(Wanted wanted, Optional<CallId> call) {
            TicketLife life = new TicketLife(wanted.steps());
            if (Closing.of(life).isPresent()) {
                throw new IllegalStateException("a ticket is not closed by its first steps");
            }
            List<Clock> clocks = life.clocks(wanted.profile());
            return new Prepared(
                    wanted,
                    dayOf(wanted),
                    Standing.of(wanted.profile(), life, clocks),
                    Alarms.next(wanted.profile(), life, clocks),
                    Steps.write(wanted.steps()),
                    call);
        }

        UUID id() {
            return wanted.asked().id().value();
        }

        Ticket.Open numbered(int serial) {
            NewTicket asked = wanted.asked();
            TicketNumber number = TicketNumber.of(wanted.profile().numbering(), day, serial);
            return new Ticket.Open(
                    new Ticket.Opening(asked.id(), number, asked.hotline(), asked.customer(), asked.at()),
                    call.map(id -> LinkedCall.opening(id, asked.at()))
                            .map(List::of)
                            .orElse(List.of()),
                    standing);
        }
    }

    static Ticket.Open insert(SqlConnection connection, Wanted wanted) {
        Flight flight = new Flight(connection);
        Supplier<List<Ticket.Open>> opened = insert(flight, List.of(Prepared.of(wanted)), false);
        flight.land();
        // What a call opens is like nothing yet: nobody has said what it is about.
        LikenessRows.note(
                connection,
                wanted.asked().id().value(),
                wanted.profile(),
                Optional.empty(),
                new TicketLife(wanted.steps()));
        return opened.get().getFirst();
    }

    /// Of those whose calls are not linked yet.
    ///
    /// @param onlyIfFree and whose customers have no open ticket at the hotline
    /// @return what to ask when the flight has landed: those that were opened, in the order in which they were
    /// wanted
    static Supplier<List<Ticket.Open>> insert(Flight flight, List<Prepared> all, boolean onlyIfFree) {
        if (all.isEmpty()) {
            return List::of;
        }
        Future<RowSet<Row>> numbers = flight.send(INSERT, values(all, onlyIfFree));
        return () -> {
            Map<UUID, Integer> serials = new HashMap<>();
            numbers.result().forEach(row -> serials.put(row.getUUID("id"), row.getInteger("serial")));
            return all.stream()
                    .flatMap(one -> Optional.ofNullable(serials.get(one.id())).map(one::numbered).stream())
                    .toList();
        };
    }

    private static LocalDate dayOf(Wanted wanted) {
        return TicketNumber.dayAt(
                wanted.asked().at(), wanted.profile().calendar().zone());
    }

    private static Tuple values(List<Prepared> all, boolean onlyIfFree) {
        return Tuple.tuple()
                .addArrayOfUUID(all.stream().map(Prepared::id).toArray(UUID[]::new))
                .addArrayOfLocalDate(all.stream().map(Prepared::day).toArray(LocalDate[]::new))
                .addArrayOfString(
                        texts(all, one -> one.wanted().profile().numbering().prefix()))
                .addArrayOfInteger(all.stream()
                        .map(one -> one.wanted().profile().numbering().digits())
                        .toArray(Integer[]::new))
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
                        all.stream().map(one -> one.standing().steps()).toArray(Integer[]::new))
                .addArrayOfOffsetDateTime(all.stream()
                        .<@Nullable OffsetDateTime>map(
                                one -> one.next().map(StepRows::utc).orElse(null))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfString(texts(all, Prepared::entry))
                .addArrayOfString(texts(all, one -> one.call().map(CallId::text).orElse(null)))
                .addArrayOfBoolean(all.stream().map(_ -> onlyIfFree).toArray(Boolean[]::new));
    }

    private static @Nullable String[] texts(List<Prepared> all, Function<Prepared, @Nullable String> field) {
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
