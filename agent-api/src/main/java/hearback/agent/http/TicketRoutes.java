package hearback.agent.http;

import hearback.agent.clock.Explain;
import hearback.agent.flow.Actors;
import hearback.agent.flow.AuditLog;
import hearback.agent.flow.Neighbours;
import hearback.agent.flow.OpenTickets;
import hearback.agent.flow.Rulebook;
import hearback.agent.flow.TicketStore;
import hearback.agent.flow.WorkOnTickets;
import hearback.agent.identity.Permission;
import hearback.agent.identity.Scope;
import hearback.agent.life.EndFact;
import hearback.agent.life.Fact;
import hearback.agent.life.IntakeFact;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.life.TrustFact;
import hearback.agent.life.Words;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.config.profile.Profile;
import hearback.recording.flow.Recordings;
import hearback.recording.index.Recording;
import hearback.telephony.call.CallId;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.NumberReader;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// `/tickets`: a ticket is shown with what other modules know about it, asked for one by one and never joined.
final class TicketRoutes {
    /// A customer who has more callbacks on one ticket than this has another problem.
    private static final int MOST_CALLBACKS = 100;

    private final TicketStore tickets;
    private final WorkOnTickets work;
    private final Rulebook rules;
    private final Calls calls;
    private final Callbacks callbacks;
    private final Recordings recordings;
    private final NumberReader numbers;
    private final AuditLog audit;
    private final InstantSource time;

    TicketRoutes(
            TicketStore tickets,
            WorkOnTickets work,
            Rulebook rules,
            Neighbours neighbours,
            AuditLog audit,
            InstantSource time) {
        this.tickets = tickets;
        this.work = work;
        this.rules = rules;
        this.calls = neighbours.calls();
        this.callbacks = neighbours.callbacks();
        this.recordings = neighbours.recordings();
        this.numbers = neighbours.numbers();
        this.audit = audit;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "listTickets", new Contract.Route(Permission.READ_TICKETS, this::list),
                "openTicket", new Contract.Route(Permission.WORK_ON_TICKETS, this::open),
                "getTicket", new Contract.Route(Permission.READ_TICKETS, this::get),
                "getTicketClocks", new Contract.Route(Permission.READ_TICKETS, this::clocks),
                "addTicketStep", new Contract.Route(Permission.WORK_ON_TICKETS, this::addStep),
                "splitTicket", new Contract.Route(Permission.WORK_ON_TICKETS, this::split),
                "closeTicket", new Contract.Route(Permission.WORK_ON_TICKETS, this::close));
    }

    private void list(Asked asked) {
        Optional<Boolean> open = asked.query("state").map(state -> state.equals("open"));
        asked.answerPage(
                tickets.list(
                        open, Scope.departmentOf(asked.who()), asked.cursor(TicketNumber::read), asked.limit() + 1),
                ticket -> TicketBodies.ticket(ticket, eyes(asked, ticket)),
                ticket -> ticket.opening().number().text());
    }

    private void get(Asked asked) {
        Ticket ticket = seen(asked);
        TicketLife life = tickets.life(ticket.id()).orElseThrow(Problems::notFound);
        Eyes eyes = eyes(asked, ticket, life);
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
        Optional<TicketNumber> number = Optional.of(ticket.opening().number());
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
                                plan -> CallbackBodies.callback(plan, number, eyes)))
                .put(
                        "recordings",
                        Json.array(
                                when(asked, Permission.READ_RECORDINGS, () -> recorded(ids)),
                                RecordingBodies::recording))
                .put("steps", Json.array(life.steps(), step -> TicketBodies.step(step, eyes, words))));
    }

    /// Each clock with why it is due when it is (decision 0009).
    private void clocks(Asked asked) {
        Ticket ticket = seen(asked);
        TicketLife life = tickets.life(ticket.id()).orElseThrow(Problems::notFound);
        Instant now = time.instant();
        Profile profile = rules.of(life, now);
        Explain explain = new Explain(profile.calendar(), asked.locale());
        asked.answer(new JsonObject()
                .put("ticket", ticket.opening().number().text())
                .put("profile", profile.version().toString())
                .put("at", Json.time(now))
                .put(
                        "clocks",
                        Json.array(
                                life.clocks(profile),
                                clock -> ClockBodies.clock(clock, explain, asked.locale(), now))));
    }

    private void open(Asked asked) {
        JsonObject body = asked.body();
        Instant now = time.instant();
        String key = asked.key().orElseThrow(() -> Problems.badField("Idempotency-Key", "is missing"));
        String name = "ticket:" + asked.who().name() + ":" + key;
        TicketId id = new TicketId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
        TicketStore.NewTicket wanted = new TicketStore.NewTicket(
                id,
                body.getString("hotline", ""),
                Optional.ofNullable(body.getString("customer"))
                        .map(number -> numbers.read(new InertText(number)))
                        .orElseGet(() -> new PhoneNumber.Unknown(new InertText(""))),
                now);
        IntakeFact.Registered registered = (IntakeFact.Registered) StepBodies.fact(
                "registered",
                new JsonObject()
                        .put("channel", body.getString("channel"))
                        .put("hotline", body.getString("hotline"))
                        .put("receivedAt", body.getString("receivedAt", now.toString())));
        List<Fact> more = Optional.ofNullable(body.getJsonObject("described"))
                .map(fields -> StepBodies.fact("described", new JsonObject().put("fields", fields)))
                .map(List::of)
                .orElse(List.of());
        switch (work.open(wanted, Actors.of(asked.who()), registered, more)) {
            case WorkOnTickets.Opened.Refused(var refused) ->
                throw StepBodies.refusal(refused, new Words(asked.locale()));
            case WorkOnTickets.Opened.Done(Ticket ticket) ->
                asked.created(
                        Contract.MOUNT + "/tickets/" + ticket.opening().number(),
                        TicketBodies.ticket(ticket, eyes(asked, ticket)));
        }
    }

    private void addStep(Asked asked) {
        Ticket ticket = seen(asked);
        JsonObject body = asked.body();
        String kind = asked.path("kind");
        if (kind.equals("dispatched") && !body.containsKey("order")) {
            body.put("order", 0);
        }
        String cause = asked.key()
                .map(key -> "by " + asked.who().name() + " " + key)
                .orElseGet(() -> "by " + asked.who().name() + " " + UUID.randomUUID());
        Fact fact = StepBodies.fact(kind, body);
        if (fact instanceof IntakeFact.Rechecked rechecked) {
            wasRecorded(ticket, rechecked);
        }
        propose(asked, ticket, cause, fact);
    }

    /// What was heard again is a whole recording of this ticket; only where there is none does the written record
    /// serve
    /// (b.7, S3-54).
    private void wasRecorded(Ticket ticket, IntakeFact.Rechecked rechecked) {
        List<String> whole = recorded(
                        ticket.calls().stream().map(LinkedCall::call).toList())
                .stream()
                .filter(recording -> recording.state() instanceof Recording.State.Ready)
                .map(recording -> recording.id().toString())
                .toList();
        if (rechecked.recording().isEmpty() && !whole.isEmpty()) {
            throw Problems.unusable("recording", "is missing: there is one, listen to it");
        }
        if (rechecked.recording().filter(id -> !whole.contains(id)).isPresent()) {
            throw Problems.unusable("recording", "is none of this ticket's, or not whole yet");
        }
    }

    /// The call was about another matter.
    private void split(Asked asked) {
        Ticket from = seen(asked);
        CallId call = new CallId(asked.path("call"));
        LinkedCall linked = from.calls().stream()
                .filter(each -> each.call().equals(call))
                .findFirst()
                .orElseThrow(Problems::notFound);
        String name = "ticket:split:" + call;
        TicketStore.NewTicket wanted = new TicketStore.NewTicket(
                new TicketId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                from.opening().hotline(),
                from.opening().customer(),
                linked.at());
        switch (work.splitOff(from.id(), Actors.of(asked.who()), call, wanted)) {
            case WorkOnTickets.Split.NoSuchTicket() -> throw Problems.notFound();
            case WorkOnTickets.Split.Refused(var refused) ->
                throw StepBodies.refusal(refused, new Words(asked.locale()));
            case WorkOnTickets.Split.Done(Ticket ticket) ->
                asked.created(
                        Contract.MOUNT + "/tickets/" + ticket.opening().number(),
                        TicketBodies.ticket(ticket, eyes(asked, ticket)));
        }
    }

    /// A ticket without a complaint, or one that is done, is closed; one that is closed stays as it was closed.
    private void close(Asked asked) {
        Ticket ticket = seen(asked);
        String reason = asked.body().getString("reason").strip();
        if (reason.isEmpty()) {
            throw Problems.badField("reason", "is empty");
        }
        if (reason.indexOf('\0') >= 0) {
            throw Problems.badField("reason", "holds a character no text holds");
        }
        if (ticket instanceof Ticket.Open) {
            EndFact.How how =
                    ticket.standing().departments().isEmpty() ? EndFact.How.NO_COMPLAINT : EndFact.How.FINISHED;
            audited(asked, ticket, new EndFact.Closed(how, reason), AuditLog.Act.TICKET_CLOSED);
            WorkOnTickets.Outcome outcome = work.propose(
                    ticket.id(),
                    Actors.of(asked.who()),
                    "by " + asked.who().name() + " " + UUID.randomUUID(),
                    new EndFact.Closed(how, reason));
            if (outcome instanceof WorkOnTickets.Outcome.Refused refused
                    && refused.life().stage().isOpen()) {
                throw StepBodies.refusal(refused.refused(), new Words(asked.locale()));
            }
        }
        Ticket closed = tickets.find(ticket.id()).orElseThrow(Problems::notFound);
        asked.answer(TicketBodies.ticket(closed, eyes(asked, closed)));
    }

    private void propose(Asked asked, Ticket ticket, String cause, Fact fact) {
        if (fact instanceof TrustFact.SealBroken) {
            audited(asked, ticket, fact, AuditLog.Act.SEAL_BROKEN);
        }
        Words words = new Words(asked.locale());
        switch (work.propose(ticket.id(), Actors.of(asked.who()), cause, fact)) {
            case WorkOnTickets.Outcome.NoSuchTicket() -> throw Problems.notFound();
            case WorkOnTickets.Outcome.CauseUsedOtherwise() ->
                throw Problems.unusable("Idempotency-Key", "was used for another step");
            case WorkOnTickets.Outcome.Refused refused -> throw StepBodies.refusal(refused.refused(), words);
            case WorkOnTickets.Outcome.Taken(TicketLife life, Step step) -> {
                Ticket now = tickets.find(ticket.id()).orElseThrow(Problems::notFound);
                Eyes eyes = eyes(asked, now, life);
                asked.created(
                        Contract.MOUNT + "/tickets/" + now.opening().number(),
                        new JsonObject()
                                .put("step", TicketBodies.step(step, eyes, words))
                                .put("ticket", TicketBodies.ticket(now, eyes))
                                .put("life", TicketBodies.life(life, rules.of(life, time.instant()), eyes, words)));
            }
        }
    }

    /// The line is there before the deed, and not when the deed is refused.
    private void audited(Asked asked, Ticket ticket, Fact fact, AuditLog.Act act) {
        work.refusal(ticket.id(), Actors.of(asked.who()), fact).ifPresent(refused -> {
            throw StepBodies.refusal(refused, new Words(asked.locale()));
        });
        audit.append(
                time.instant(), asked.who(), act, "ticket:" + ticket.opening().number(), "");
    }

    /// What somebody may not see is not there (faults.md 3.5, API1).
    private Ticket seen(Asked asked) {
        return TicketNumber.read(asked.path("number"))
                .flatMap(tickets::find)
                .filter(ticket -> Scope.maySee(asked.who(), ticket.standing()))
                .orElseThrow(Problems::notFound);
    }

    private static Eyes eyes(Asked asked, Ticket ticket) {
        return asked.eyes().before(ticket.standing());
    }

    /// Behind a seal only those look who broke it (S3-03).
    private static Eyes eyes(Asked asked, Ticket ticket, TicketLife life) {
        boolean broke = life.steps().stream()
                .anyMatch(step -> step.fact() instanceof TrustFact.SealBroken
                        && step.actor().name().equals(asked.who().name()));
        return broke ? asked.eyes() : eyes(asked, ticket);
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
