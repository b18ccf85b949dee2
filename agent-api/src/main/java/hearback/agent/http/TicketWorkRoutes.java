package hearback.agent.http;

import hearback.agent.flow.Actors;
import hearback.agent.flow.AuditLog;
import hearback.agent.flow.Neighbours;
import hearback.agent.flow.Rulebook;
import hearback.agent.flow.SettleSurveys;
import hearback.agent.flow.TicketStore;
import hearback.agent.flow.WorkOnTickets;
import hearback.agent.identity.Permission;
import hearback.agent.life.CustomerFact;
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
import hearback.recording.flow.Recordings;
import hearback.recording.index.Recording;
import hearback.telephony.call.CallId;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.NumberReader;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `/tickets`: what people do with them.
final class TicketWorkRoutes {
    private final TicketStore tickets;
    private final TicketAccess access;
    private final WorkOnTickets work;
    private final Rulebook rules;
    private final Recordings recordings;
    private final NumberReader numbers;
    private final Callbacks callbacks;
    private final AuditLog audit;
    private final InstantSource time;

    TicketWorkRoutes(
            TicketStore tickets,
            WorkOnTickets work,
            Rulebook rules,
            Neighbours neighbours,
            AuditLog audit,
            InstantSource time) {
        this.tickets = tickets;
        this.access = new TicketAccess(tickets);
        this.work = work;
        this.rules = rules;
        this.recordings = neighbours.recordings();
        this.numbers = neighbours.numbers();
        this.callbacks = neighbours.callbacks();
        this.audit = audit;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "openTicket", new Contract.Route(Permission.WORK_ON_TICKETS, this::open),
                "addTicketStep", new Contract.Route(Permission.WORK_ON_TICKETS, this::addStep),
                "splitTicket", new Contract.Route(Permission.WORK_ON_TICKETS, this::split),
                "closeTicket", new Contract.Route(Permission.WORK_ON_TICKETS, this::close));
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
                        TicketBodies.ticket(ticket, TicketAccess.eyes(asked, ticket)));
        }
    }

    private void addStep(Asked asked) {
        Ticket ticket = access.seen(asked);
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
        if (fact instanceof CustomerFact.CallbackRenewed renewed
                && renewed.number()
                        .map(number -> numbers.read(new InertText(number)))
                        .filter(read -> !(read instanceof PhoneNumber.Known))
                        .isPresent()) {
            throw Problems.unusable("number", "is not a number that can be dialled");
        }
        propose(asked, ticket, cause, fact);
    }

    /// What was heard again is a whole recording of this ticket; only where there is none does the written record
    /// serve (b.7, S3-54).
    private void wasRecorded(Ticket ticket, IntakeFact.Rechecked rechecked) {
        List<String> whole = ticket.calls().stream()
                .map(LinkedCall::call)
                .map(recordings::ofCall)
                .flatMap(List::stream)
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
        Ticket from = access.seen(asked);
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
                        TicketBodies.ticket(ticket, TicketAccess.eyes(asked, ticket)));
        }
    }

    /// A ticket without a complaint, or one that is done, is closed; one that is closed stays as it was closed.
    private void close(Asked asked) {
        Ticket ticket = access.seen(asked);
        String reason = asked.written("reason");
        if (ticket instanceof Ticket.Open) {
            EndFact.How how = how(asked, ticket);
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
        asked.answer(TicketBodies.ticket(closed, TicketAccess.eyes(asked, closed)));
    }

    private static EndFact.How how(Asked asked, Ticket ticket) {
        return Optional.ofNullable(asked.body().getString("how"))
                .filter("unreachable"::equals)
                .map(_ -> EndFact.How.UNREACHABLE)
                .orElseGet(() ->
                        ticket.standing().departments().isEmpty() ? EndFact.How.NO_COMPLAINT : EndFact.How.FINISHED);
    }

    private void propose(Asked asked, Ticket ticket, String cause, Fact fact) {
        auditedAs(fact).ifPresent(act -> audited(asked, ticket, fact, act));
        Words words = new Words(asked.locale());
        switch (work.propose(ticket.id(), Actors.of(asked.who()), cause, fact)) {
            case WorkOnTickets.Outcome.NoSuchTicket() -> throw Problems.notFound();
            case WorkOnTickets.Outcome.CauseUsedOtherwise() ->
                throw Problems.unusable("Idempotency-Key", "was used for another step");
            case WorkOnTickets.Outcome.Refused refused -> throw StepBodies.refusal(refused.refused(), words);
            case WorkOnTickets.Outcome.Taken(TicketLife life, Step step) -> {
                if (step.fact() instanceof CustomerFact.FollowedUp) {
                    // A person has asked him: no machine does, too.
                    var _ = callbacks.withdraw(SettleSurveys.callbackFor(ticket.id(), life));
                }
                Ticket now = tickets.find(ticket.id()).orElseThrow(Problems::notFound);
                Eyes eyes = TicketAccess.eyes(asked, now, life);
                asked.created(
                        Contract.MOUNT + "/tickets/" + now.opening().number(),
                        new JsonObject()
                                .put("step", TicketBodies.step(step, eyes, words))
                                .put("ticket", TicketBodies.ticket(now, eyes))
                                .put("life", TicketBodies.life(life, rules.of(life, time.instant()), eyes, words)));
            }
        }
    }

    private static String detail(Fact fact) {
        return switch (fact) {
            case CustomerFact.CallbackRenewed renewed -> "renewed callback:" + renewed.callback();
            case CustomerFact.OtherChannelUsed used -> "other channel for callback:" + used.callback();
            case CustomerFact.UnreachableAccepted accepted -> "accepted callback:" + accepted.callback();
            default -> "";
        };
    }

    private static Optional<AuditLog.Act> auditedAs(Fact fact) {
        return switch (fact) {
            case TrustFact.SealBroken _ -> Optional.of(AuditLog.Act.SEAL_BROKEN);
            case CustomerFact.CallbackRenewed _, CustomerFact.OtherChannelUsed _, CustomerFact.UnreachableAccepted _ ->
                Optional.of(AuditLog.Act.UNREACHABLE_DECIDED);
            default -> Optional.empty();
        };
    }

    /// The line is there before the deed, and not when the deed is refused.
    private void audited(Asked asked, Ticket ticket, Fact fact, AuditLog.Act act) {
        work.refusal(ticket.id(), Actors.of(asked.who()), fact).ifPresent(refused -> {
            throw StepBodies.refusal(refused, new Words(asked.locale()));
        });
        audit.append(
                time.instant(), asked.who(), act, "ticket:" + ticket.opening().number(), detail(fact));
    }
}
