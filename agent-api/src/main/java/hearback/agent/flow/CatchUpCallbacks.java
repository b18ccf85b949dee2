package hearback.agent.flow;

import hearback.agent.life.Closing;
import hearback.agent.life.CustomerFact;
import hearback.agent.life.LineFact;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.NumberReader;
import hearback.telephony.flow.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does to a ticket's callbacks what its steps ask for: a ticket that is closed, however, rings nobody any more; a
/// callback that a supervisor renews is planned.
///
/// What is behind is noted with the step itself ([TicketStore#callbacksBehind]), so it is done even when the process
/// that took the step died after it. Doing it twice is doing it once.
public final class CatchUpCallbacks {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUpCallbacks.class);
    private static final int MOST_AT_ONCE = 100;

    private final TicketStore tickets;
    private final Callbacks callbacks;
    private final NumberReader numbers;
    private final Rulebook rules;
    private final InstantSource time;

    public CatchUpCallbacks(
            TicketStore tickets, Callbacks callbacks, NumberReader numbers, Rulebook rules, InstantSource time) {
        this.tickets = tickets;
        this.callbacks = callbacks;
        this.numbers = numbers;
        this.rules = rules;
        this.time = time;
    }

    /// @return how many tickets were behind
    public int runOnce() {
        var behind = tickets.callbacksBehind(MOST_AT_ONCE);
        behind.forEach(this::catchUp);
        return behind.size();
    }

    /// As soon as the step is taken; what fails now is done by [#runOnce].
    public void atOnce(TicketId ticket) {
        try {
            catchUp(ticket);
        } catch (StoreUnavailable away) {
            LOG.warn("callbacks of ticket={} are behind: {}", ticket, away.getMessage());
        }
    }

    private void catchUp(TicketId id) {
        TicketLife life = tickets.life(id).orElseThrow();
        Ticket ticket = tickets.find(id).orElseThrow();
        Closing.of(life)
                .ifPresentOrElse(
                        closing -> callbacks
                                .withdrawAll(OpenTickets.subjectOf(ticket), why(ticket, life, closing))
                                .forEach(ended -> LOG.info("callback ended callback={} ticket={}", ended, id)),
                        () -> life.steps().forEach(step -> renew(ticket, life, step)));
        tickets.callbacksCaughtUp(id, life);
    }

    private static String why(Ticket ticket, TicketLife life, Closing closing) {
        return "ticket " + ticket.opening().number() + " is " + life.stage().id() + " since " + closing.at() + " by "
                + closing.who() + ": " + closing.why();
    }

    private void renew(Ticket ticket, TicketLife life, Step step) {
        if (step.fact() instanceof CustomerFact.CallbackRenewed renewed) {
            callbacks
                    .find(new CallbackId(UUID.fromString(renewed.callback())))
                    .ifPresent(old -> plan(ticket, life, step, renewed, old));
        }
    }

    private void plan(
            Ticket ticket, TicketLife life, Step step, CustomerFact.CallbackRenewed renewed, CallbackPlan old) {
        CallbackId id = idOf(renewed);
        PhoneNumber.Known number = numberOf(renewed, old);
        CallbackRequest request = new CallbackRequest(
                id,
                OpenTickets.subjectOf(ticket),
                number,
                old.request().reason(),
                step.at(),
                old.request().bestTimes(),
                old.request().household(),
                otherThan(number, old.request().otherNumbers()));
        var profile = rules.of(life, step.at()).version();
        switch (planned(request, profile, ticket.opening().hotline())) {
            // A callback is renewed once: what has its name was planned for it, before one of its numbers was barred
            // or free again.
            case Callbacks.Planned.Accepted _, Callbacks.Planned.Conflict _ ->
                tickets.tell(
                        ticket.id(),
                        "callback " + id,
                        step.at(),
                        step.actor(),
                        new LineFact.CallbackPlanned(id.toString(), Optional.empty()));
            case Callbacks.Planned.NotAllowed refused ->
                tickets.tell(
                        ticket.id(),
                        "callback " + id,
                        time.instant(),
                        step.actor(),
                        new LineFact.CallbackRefused(id.toString(), Optional.empty(), refused.why()));
        }
    }

    /// Nobody waits for the answer who could leave out a number that may not be dialled: who has another is rung
    /// there.
    private Callbacks.Planned planned(CallbackRequest request, ProfileVersion profile, String hotline) {
        return switch (callbacks.plan(request, Optional.of(profile), hotline)) {
            case Callbacks.Planned.NotAllowed refused
            when !request.otherNumbers().isEmpty() -> planned(without(refused.number(), request), profile, hotline);
            case Callbacks.Planned answer -> answer;
        };
    }

    private static CallbackRequest without(PhoneNumber.Known number, CallbackRequest request) {
        List<PhoneNumber.Known> left = otherThan(number, request.numbers());
        return new CallbackRequest(
                request.id(),
                request.subject(),
                left.getFirst(),
                request.reason(),
                request.notBefore(),
                request.bestTimes(),
                request.household(),
                left.subList(1, left.size()));
    }

    private static List<PhoneNumber.Known> otherThan(PhoneNumber.Known number, List<PhoneNumber.Known> numbers) {
        return numbers.stream().filter(other -> !other.equals(number)).toList();
    }

    private PhoneNumber.Known numberOf(CustomerFact.CallbackRenewed renewed, CallbackPlan old) {
        return renewed.number()
                .map(InertText::new)
                .map(numbers::read)
                .filter(PhoneNumber.Known.class::isInstance)
                .map(PhoneNumber.Known.class::cast)
                .orElse(old.request().number());
    }

    /// A callback is renewed once: whoever comes to it again finds it planned.
    static CallbackId idOf(CustomerFact.CallbackRenewed renewed) {
        String name = "renewed:" + renewed.callback();
        return new CallbackId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }
}
