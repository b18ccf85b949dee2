package hearback.agent.flow;

import hearback.agent.identity.AgentIdentity;
import hearback.agent.life.Decision;
import hearback.agent.life.LineFact;
import hearback.agent.life.Survey;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketNumber;
import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.BestTimes;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.Household;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.NumberReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Somebody wants a customer rung back. Asking ten times under one key is asking once.
public final class AskCallback {
    private static final Logger LOG = LoggerFactory.getLogger(AskCallback.class);
    private static final String SUBJECT = "asked:";

    private final Callbacks callbacks;
    private final TicketStore tickets;
    private final AskedStore asked;
    private final NumberReader numbers;
    private final Rulebook rules;
    private final InstantSource time;

    public AskCallback(
            Callbacks callbacks,
            TicketStore tickets,
            AskedStore asked,
            NumberReader numbers,
            Rulebook rules,
            InstantSource time) {
        this.callbacks = callbacks;
        this.tickets = tickets;
        this.asked = asked;
        this.numbers = numbers;
        this.rules = rules;
        this.time = time;
    }

    public Answer ask(AgentIdentity who, String key, Wish wish) {
        List<PhoneNumber.Known> all = new ArrayList<>();
        for (String written : wish.numbers()) {
            String field = field(all.size());
            if (!(numbers.read(new InertText(written)) instanceof PhoneNumber.Known number)) {
                return new Answer.NotDiallable(field);
            }
            if (all.contains(number)) {
                return new Answer.SameNumberTwice(field);
            }
            all.add(number);
        }
        Optional<Ticket> ticket = wish.ticket().flatMap(tickets::find);
        if (wish.ticket().isPresent() && ticket.isEmpty()) {
            return new Answer.NoSuchTicket();
        }
        if (ticket.filter(Ticket.Closed.class::isInstance).isPresent()) {
            return new Answer.TicketClosed();
        }
        Instant now = time.instant();
        CallbackId id = idOf(who, key);
        if (wish.reason() == CallbackReason.SURVEY) {
            switch (survey(ticket, now)) {
                case MaySurvey.No(Answer why) -> {
                    return why;
                }
                case MaySurvey.Yes(CallbackId one) -> id = one;
            }
        }
        AskedStore.Asked mine = new AskedStore.Asked(
                content(wish, all.stream().map(PhoneNumber.Known::e164).toList()),
                wish.notBefore().orElse(now),
                now);
        AskedStore.Asked first = asked.remember(who.name(), key, mine);
        if (!first.content().equals(mine.content())) {
            return new Answer.KeyUsedOtherwise();
        }
        CallbackSubject subject =
                ticket.map(OpenTickets::subjectOf).orElseGet(() -> new CallbackSubject(SUBJECT + who.name()));
        CallbackRequest request = new CallbackRequest(
                id,
                subject,
                all.getFirst(),
                wish.reason(),
                first.notBefore(),
                wish.bestTimes(),
                wish.household(),
                all.subList(1, all.size()));
        String name = id.toString();
        return switch (callbacks.plan(request, Optional.of(rule(ticket, now)), hotline(ticket))) {
            case Callbacks.Planned.Conflict _ ->
                wish.reason() == CallbackReason.SURVEY ? new Answer.SurveyedAlready() : new Answer.KeyUsedOtherwise();
            case Callbacks.Planned.NotAllowed refused ->
                new Answer.NotAllowed(field(all.indexOf(refused.number())), refused.why());
            case Callbacks.Planned.Accepted(CallbackPlan plan, boolean isNew) -> {
                ticket.ifPresent(of -> tickets.tell(
                        of.id(),
                        "callback " + name,
                        first.at(),
                        Actors.of(who),
                        new LineFact.CallbackPlanned(name, Optional.empty())));
                if (isNew) {
                    LOG.info("callback asked callback={} by={}", name, who.name());
                }
                yield new Answer.Accepted(plan, isNew);
            }
        };
    }

    /// The name of who asked for a callback of no ticket; empty when it is about something else.
    public static Optional<String> askerOf(CallbackSubject subject) {
        return Optional.of(subject.text())
                .filter(text -> text.startsWith(SUBJECT))
                .map(text -> text.substring(SUBJECT.length()));
    }

    /// `number`, `otherNumbers/0`.
    private static String field(int place) {
        return place == 0 ? "number" : "otherNumbers/" + (place - 1);
    }

    private static String hotline(Optional<Ticket> ticket) {
        return ticket.map(about -> about.opening().hotline()).orElse("");
    }

    /// A survey is about the result that the customer was told last, and is asked for as little as a person asks:
    /// once.
    private MaySurvey survey(Optional<Ticket> ticket, Instant now) {
        Optional<TicketLife> life =
                ticket.map(Ticket::opening).map(Ticket.Opening::id).flatMap(tickets::life);
        if (ticket.isEmpty() || life.isEmpty()) {
            return new MaySurvey.No(new Answer.SurveyOfNoTicket());
        }
        return Survey.refusal(rules.of(life.get(), now), life.get(), now)
                .<MaySurvey>map(refused -> new MaySurvey.No(new Answer.Refused(refused)))
                .orElseGet(() ->
                        new MaySurvey.Yes(SettleSurveys.callbackFor(ticket.get().id(), life.get())));
    }

    private sealed interface MaySurvey {
        record Yes(CallbackId callback) implements MaySurvey {}

        record No(Answer why) implements MaySurvey {}
    }

    private ProfileVersion rule(Optional<Ticket> ticket, Instant now) {
        return ticket.map(about -> rules.versionOf(about, now))
                .orElseGet(() -> rules.forHotline("", now).version());
    }

    /// The key of a wish that came without one. Equal wishes have equal keys, however their number is
    /// written, so that a list that is sent again asks for nothing again.
    public String keyOf(Wish wish) {
        List<String> written = wish.numbers().stream()
                .map(number -> switch (numbers.read(new InertText(number))) {
                    case PhoneNumber.Known known -> known.e164();
                    // Is refused whatever its key is.
                    case PhoneNumber.Unknown unknown -> unknown.heard().text();
                })
                .toList();
        return "wish-" + UUID.nameUUIDFromBytes(content(wish, written).getBytes(StandardCharsets.UTF_8));
    }

    private static String content(Wish wish, List<String> numbers) {
        return joined(
                numbers.getFirst(),
                wish.reason().name(),
                wish.notBefore().map(Instant::toString).orElse("any time"),
                wish.ticket().map(TicketNumber::text).orElse("no ticket"),
                wish.bestTimes().text(),
                wish.household().text(),
                String.join(" ", numbers.subList(1, numbers.size())));
    }

    /// What was not said is left out at the end, so that it is the content it was before there was such a field.
    private static String joined(String... content) {
        return String.join("\n", content).stripTrailing();
    }

    private static CallbackId idOf(AgentIdentity who, String key) {
        // A name never holds a colon, so two askers cannot meet.
        String name = "asked:" + who.name() + ":" + key;
        return new CallbackId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /// @param number as the asker wrote it
    /// @param notBefore empty: as soon as the rule allows
    /// @param ticket what it is about
    /// @param bestTimes at which the customer would like to be rung
    /// @param household that the numbers belong to
    /// @param otherNumbers of the same customer, as the asker wrote them
    public record Wish(
            String number,
            CallbackReason reason,
            Optional<Instant> notBefore,
            Optional<TicketNumber> ticket,
            BestTimes bestTimes,
            Household household,
            List<String> otherNumbers) {
        public Wish {
            otherNumbers = List.copyOf(otherNumbers);
        }

        /// At any time, of nobody's household, at one number.
        public Wish(String number, CallbackReason reason, Optional<Instant> notBefore, Optional<TicketNumber> ticket) {
            this(number, reason, notBefore, ticket, BestTimes.ANY, Household.NONE, List.of());
        }

        List<String> numbers() {
            return Stream.concat(Stream.of(number), otherNumbers.stream()).toList();
        }
    }

    /// What came of asking.
    public sealed interface Answer {
        /// @param isNew false when it was asked before
        record Accepted(CallbackPlan plan, boolean isNew) implements Answer {}

        /// What was written is no number that can be dialled.
        ///
        /// @param field in which it was
        record NotDiallable(String field) implements Answer {}

        /// It is the same number as one before it.
        ///
        /// @param field in which it was
        record SameNumberTwice(String field) implements Answer {}

        /// It is a number, and none of those that may be dialled.
        ///
        /// @param field in which it was
        record NotAllowed(String field, String why) implements Answer {}

        record NoSuchTicket() implements Answer {}

        /// Nobody is rung for a ticket that is closed.
        record TicketClosed() implements Answer {}

        /// A survey asks about a ticket's result.
        record SurveyOfNoTicket() implements Answer {}

        /// A survey about what the customer was told last was asked for before.
        record SurveyedAlready() implements Answer {}

        /// The customer of this ticket is not to be asked now.
        record Refused(Decision.Refused why) implements Answer {}

        /// The key was used before for something else.
        record KeyUsedOtherwise() implements Answer {}
    }
}
