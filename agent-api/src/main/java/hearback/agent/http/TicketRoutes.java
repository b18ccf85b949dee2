package hearback.agent.http;

import hearback.agent.flow.Neighbours;
import hearback.agent.flow.OpenTickets;
import hearback.agent.flow.Rulebook;
import hearback.agent.flow.TicketStore;
import hearback.agent.identity.Permission;
import hearback.agent.identity.Scope;
import hearback.agent.life.CourseFact;
import hearback.agent.life.TicketLife;
import hearback.agent.life.Words;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketNumber;
import hearback.recording.flow.Recordings;
import hearback.recording.index.Recording;
import hearback.telephony.call.CallId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.Calls;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// `/tickets`: a ticket is shown with what other modules know about it, asked for one by one and never joined.
final class TicketRoutes {
    /// A customer who has more callbacks on one ticket than this has another problem.
    private static final int MOST_CALLBACKS = 100;

    private final TicketStore tickets;
    private final TicketAccess access;
    private final AlikeRoutes alike;
    private final Rulebook rules;
    private final Calls calls;
    private final Callbacks callbacks;
    private final Recordings recordings;
    private final InstantSource time;
    private final ClockTexts inChinese = new ClockTexts(Locale.CHINA);
    private final ClockTexts inEnglish = new ClockTexts(Locale.ENGLISH);

    TicketRoutes(TicketStore tickets, AlikeRoutes alike, Rulebook rules, Neighbours neighbours, InstantSource time) {
        this.tickets = tickets;
        this.access = new TicketAccess(tickets);
        this.alike = alike;
        this.rules = rules;
        this.calls = neighbours.calls();
        this.callbacks = neighbours.callbacks();
        this.recordings = neighbours.recordings();
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "listTickets", new Contract.Route(Permission.READ_TICKETS, this::list),
                "getTicket", new Contract.Route(Permission.READ_TICKETS, this::get),
                "getTicketClocks", new Contract.Route(Permission.READ_TICKETS, this::clocks));
    }

    private void list(Asked asked) {
        Optional<String> task = asked.query("task");
        if (task.isPresent()) {
            withTask(asked, task.get());
            return;
        }
        Optional<Boolean> open = asked.query("state").map(state -> state.equals("open"));
        asked.answerPage(
                tickets.list(
                        open, Scope.departmentOf(asked.who()), asked.cursor(TicketNumber::read), asked.limit() + 1),
                ticket -> TicketBodies.ticket(ticket, TicketAccess.eyes(asked, ticket)),
                ticket -> ticket.opening().number().text());
    }

    private void withTask(Asked asked, String task) {
        asked.answerPage(
                tickets.withTask(
                        task, Scope.departmentOf(asked.who()), asked.cursor(TicketNumber::read), asked.limit() + 1),
                ticket -> TicketBodies.ticket(ticket, TicketAccess.eyes(asked, ticket)),
                ticket -> ticket.opening().number().text());
    }

    private void get(Asked asked) {
        TicketStore.Whole whole = access.whole(asked);
        Ticket ticket = whole.ticket();
        TicketLife life = whole.life();
        Eyes eyes = TicketAccess.eyes(asked, ticket, life);
        Words words = new Words(asked.locale());
        List<CallbackPlan> plans =
                callbacks.list(Optional.of(OpenTickets.subjectOf(ticket).text()), Optional.empty(), MOST_CALLBACKS);
        List<CallId> ids = Stream.concat(
                        ticket.calls().stream().map(LinkedCall::call),
                        plans.stream()
                                .flatMap(plan -> plan.attempts().stream())
                                .map(attempt -> CallId.bornOf(attempt.id().leg(attempt.server()))))
                .distinct()
                .toList();
        // Whether he is hidden these eyes know already.
        Optional<TicketStore.Named> named =
                Optional.of(new TicketStore.Named(ticket.opening().number(), false));
        asked.answer(new JsonObject()
                .put("ticket", TicketBodies.ticket(ticket, eyes))
                .put("life", TicketBodies.life(life, rules.of(life, time.instant()), eyes, words))
                .put(
                        "calls",
                        Json.array(
                                when(asked, Permission.READ_CALLS, () -> found(ids)),
                                one -> CallBodies.call(one.call(), one.customer(), eyes)))
                .put(
                        "callbacks",
                        Json.array(
                                when(asked, Permission.READ_CALLBACKS, () -> plans),
                                plan -> CallbackBodies.callback(plan, named, eyes)))
                .put(
                        "recordings",
                        Json.array(
                                when(asked, Permission.READ_RECORDINGS, () -> recorded(ids)),
                                RecordingBodies::recording))
                .put("steps", Json.array(life.steps(), step -> {
                    JsonObject body = TicketBodies.step(step, eyes, words);
                    return step.fact() instanceof CourseFact.FoundAlike found
                            ? alike.shown(asked, whole, found, body)
                            : body;
                })));
    }

    /// Each clock with why it is due when it is (decision 0009).
    private void clocks(Asked asked) {
        TicketStore.History history = access.history(asked);
        Instant now = time.instant();
        ClockTexts texts = asked.locale().equals(Locale.CHINA) ? inChinese : inEnglish;
        asked.answer(texts.of(history, rules.of(history.life(), now), now));
    }

    private List<Calls.Found> found(List<CallId> ids) {
        return ids.stream()
                .map(calls::find)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(one -> one.call().startedAt()))
                .toList();
    }

    private List<Recording> recorded(List<CallId> ids) {
        return ids.stream()
                .map(recordings::ofCall)
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Recording::since))
                .toList();
    }

    private static <T> List<T> when(Asked asked, Permission right, Supplier<List<T>> look) {
        return asked.who().may(right) ? look.get() : List.of();
    }
}
