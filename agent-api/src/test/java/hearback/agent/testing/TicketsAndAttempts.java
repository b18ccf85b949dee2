package hearback.agent.testing;

import hearback.agent.flow.OpenTickets;
import hearback.agent.life.Fact;
import hearback.agent.life.LineFact;
import hearback.agent.ticket.Ticket;
import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.Direction;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.flow.CallFollower;
import hearback.telephony.flow.CallReader;
import hearback.telephony.phone.LibNumberReader;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.OutboundCalls;
import hearback.telephony.testing.ScriptedDialer;
import hearback.telephony.testing.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The real followers that make tickets and settle attempts, told of a story's facts as it is heard: each from its own
/// place, in batches that end anywhere, and now and then what it was told before again, as after a crash.
///
/// Before the story each customer asked us for a call an hour ago, and what the story dials was released by us; whom it
/// dials had asked for a second call, too.
public final class TicketsAndAttempts {
    private static final PhoneNumber.Known RUNG = new PhoneNumber.Known("+8613800138999");

    private final Random random;
    private final InMemoryTicketStore tickets = new InMemoryTicketStore();
    private final InMemoryPlanStore plans = new InMemoryPlanStore();
    private final CallReader reader;
    private final List<Told> followers;
    private final Map<CallId, List<CallFact>> facts = new HashMap<>();
    private final List<CallId> calls = new ArrayList<>();
    private final List<CallFact> stored = new ArrayList<>();
    private final Instant begin;

    /// @param random where batches end and how far a follower falls back
    public TicketsAndAttempts(Story story, Map<CallId, Call> storyCalls, Random random) {
        this.random = random;
        this.begin = story.said().stream()
                .map(said -> said.signal().at())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        HandCrankedTime time = new HandCrankedTime(story.said().stream()
                .map(Story.Said::received)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plus(Story.SETTLE));
        CallbackNode node = new CallbackNode(1, plans, new ScriptedDialer(), new OutboundCalls(), time);
        reader = new CallReader(
                Story.LINES,
                new LibNumberReader("CN"),
                id -> plans.findByAttempt(id).map(plan -> plan.request().number()));
        followers = List.of(
                new Told(() -> new OpenTickets(tickets, node.callbacks(), ShippedTelecom.RULES, true)),
                new Told(node::follower));
        storyCalls.forEach((id, call) -> askBefore(id, reader.record(call).direction()));
        storyCalls.values().stream()
                .map(reader::record)
                .filter(record -> record.direction() == Direction.INBOUND)
                .map(reader::customer)
                .filter(PhoneNumber.Known.class::isInstance)
                .map(PhoneNumber.Known.class::cast)
                .distinct()
                .forEach(number -> plans.keep(asked(number, List.of())));
    }

    private void askBefore(CallId call, Direction direction) {
        if (direction == Direction.OUTBOUND) {
            AttemptId id = AttemptId.ofChannel(call.firstLeg().uniqueid()).orElseThrow();
            plans.keep(asked(
                    RUNG,
                    List.of(new Attempt(
                            id,
                            askedBy(RUNG),
                            1,
                            RUNG,
                            CallbackNode.MAIN,
                            1,
                            begin.minusMillis(20),
                            new AttemptState.Released(begin.minusMillis(10))))));
            CallbackPlan other = asked(RUNG, List.of());
            plans.keep(new CallbackPlan(
                    new CallbackRequest(
                            new CallbackId(new UUID(1, 0)),
                            other.request().subject(),
                            RUNG,
                            CallbackReason.REPLY,
                            other.request().notBefore()),
                    other.profile(),
                    other.createdAt(),
                    other.state(),
                    List.of(),
                    Optional.empty()));
        }
    }

    private CallbackPlan asked(PhoneNumber.Known number, List<Attempt> attempts) {
        Instant hourAgo = begin.minus(Duration.ofHours(1));
        CallbackRequest request = new CallbackRequest(
                askedBy(number), new CallbackSubject("order:1"), number, CallbackReason.PROMISED, hourAgo);
        CallbackState state = attempts.isEmpty()
                ? new CallbackState.Planned(hourAgo, "as soon as asked")
                : new CallbackState.Dialling();
        return new CallbackPlan(request, Optional.empty(), hourAgo, state, attempts, Optional.empty());
    }

    private static CallbackId askedBy(PhoneNumber.Known number) {
        return new CallbackId(new UUID(0, Long.parseLong(number.e164().substring(1))));
    }

    /// A fact was stored; whoever follows may be told now or later.
    public void onStored(CallId call, CallFact fact) {
        facts.computeIfAbsent(call, _ -> new ArrayList<>()).add(fact);
        calls.add(call);
        stored.add(fact);
        for (Told follower : followers) {
            if (random.nextInt(4) == 0) {
                follower.fallBack();
                follower.tellUpTo(follower.place + random.nextInt(stored.size() - follower.place + 1));
            }
        }
    }

    /// What it all came to once everybody was told everything, as a person reads it; times count from the beginning
    /// of the story.
    public String outcome() {
        followers.forEach(follower -> follower.tellUpTo(stored.size()));
        List<String> lines = new ArrayList<>();
        tickets.list(Optional.empty(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE).stream()
                .sorted(Comparator.comparing(ticket -> ticket.id().toString()))
                .forEach(ticket -> lines.add(ticketText(ticket)));
        plans.list(Optional.empty(), Optional.empty(), Integer.MAX_VALUE).stream()
                .sorted(Comparator.comparing(plan -> plan.request().id().toString()))
                .forEach(plan -> lines.add(callbackText(plan)));
        return String.join("\n", lines) + "\n";
    }

    private String ticketText(Ticket ticket) {
        String linked = ticket.calls().stream()
                .map(call -> lower(call.link()) + " by " + call.call() + " which was "
                        + call.result().map(TicketsAndAttempts::lower).orElse("not over"))
                .collect(Collectors.joining(", "));
        String steps = tickets.life(ticket.id()).orElseThrow().steps().stream()
                .flatMap(step -> said(step.fact()).map(said -> "\n  " + said.formatted(offset(step.at()))).stream())
                .collect(Collectors.joining());
        return "ticket of " + ticket.opening().customer() + " at "
                + ticket.opening().hotline() + " " + lower(ticket.priority()) + ", " + linked + steps;
    }

    private String callbackText(CallbackPlan plan) {
        String state = switch (plan.state()) {
            case CallbackState.Planned planned -> "planned for " + offset(planned.dueAt()) + ": " + planned.why();
            case CallbackState.Dialling _ -> "dialling";
            case CallbackState.Closed closed -> "closed " + lower(closed.reason());
        };
        String attempts = plan.attempts().stream()
                .map(attempt -> "\n  attempt " + attempt.ordinal() + " "
                        + switch (attempt.state()) {
                            case AttemptState.Settled settled ->
                                settled.outcome() + " ended " + offset(settled.endedAt());
                            case AttemptState.Committed _, AttemptState.Released _, AttemptState.Unknown _ -> "live";
                        })
                .collect(Collectors.joining());
        return "callback " + lower(plan.request().reason()) + " to "
                + plan.request().number() + " " + state
                + plan.problem().map(why -> " BUT " + why).orElse("") + attempts;
    }

    private String offset(Instant at) {
        Duration since = Duration.between(begin, at).abs();
        return String.format(
                Locale.ROOT,
                "%s%02d:%02d:%02d.%03d",
                at.isBefore(begin) ? "-" : "",
                since.toHours(),
                since.toMinutesPart(),
                since.toSecondsPart(),
                since.toMillisPart());
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A follower and its place.
    private final class Told {
        private final Supplier<CallFollower> birth;
        private CallFollower follower;
        private int place;

        private Told(Supplier<CallFollower> birth) {
            this.birth = birth;
            this.follower = birth.get();
        }

        /// It died before its place was kept; another remembers nothing.
        private void fallBack() {
            if (random.nextInt(5) == 0) {
                follower = birth.get();
                place -= random.nextInt(Math.min(10, place) + 1);
            }
        }

        private void tellUpTo(int end) {
            Map<CallId, CallRecord> records = new HashMap<>();
            for (; place < end; place++) {
                CallRecord record = records.computeIfAbsent(
                        calls.get(place), call -> reader.record(call, facts.getOrDefault(call, List.of())));
                follower.on(new CallFollower.CallNews(place + 1L, stored.get(place), record, reader.customer(record)));
            }
        }
    }

    /// What the line told, in the words of the expected texts.
    private static Optional<String> said(Fact fact) {
        if (!(fact instanceof LineFact told)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (told) {
                    case LineFact.CallLinked(String call, LineFact.Role role) ->
                        role == LineFact.Role.OPENED
                                ? "opened %s call " + call
                                : "urged %s call " + call + " while the ticket was open";
                    case LineFact.CallEnded(String call, String result) -> "call-ended %s call " + call + ": " + result;
                    case LineFact.CallbackPlanned(String callback, Optional<String> call) ->
                        "callback-planned %s call " + call.orElse("") + " was abandoned, callback " + callback;
                    case LineFact.Surveyed surveyed ->
                        "surveyed %s call " + surveyed.call() + ": " + surveyed.answers();
                    case LineFact.CallbackRefused(String _, Optional<String> call, String why) ->
                        "callback-refused %s call " + call.orElse("") + " was abandoned, " + why;
                    case LineFact.FoundUnreachable(String _, LineFact.Hindrance hindrance, String why) ->
                        "found-unreachable %s " + hindrance + ", " + why;
                });
    }
}
