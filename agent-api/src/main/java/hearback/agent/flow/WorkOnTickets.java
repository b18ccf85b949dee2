package hearback.agent.flow;

import hearback.agent.life.Actor;
import hearback.agent.life.CourseFact;
import hearback.agent.life.CustomerFact;
import hearback.agent.life.Decide;
import hearback.agent.life.Decision;
import hearback.agent.life.Fact;
import hearback.agent.life.IntakeFact;
import hearback.agent.life.OnCall;
import hearback.agent.life.OrderFact;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.config.profile.Profile;
import hearback.telephony.call.CallId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// People work on tickets: each proposal is decided from what stands, and decided again when somebody else was faster.
public final class WorkOnTickets {
    /// Two people at one ticket within one instant are rare, twenty are none.
    private static final int MOST_TRIES = 20;

    private final TicketStore tickets;
    private final Rulebook rules;
    private final Consumer<TicketId> asking;
    private final InstantSource time;

    public WorkOnTickets(TicketStore tickets, Rulebook rules, InstantSource time) {
        this(tickets, rules, _ -> {}, time);
    }

    /// @param asking told of each ticket whose new step asks something of telephony: it is closed, or rings anew
    public WorkOnTickets(TicketStore tickets, Rulebook rules, Consumer<TicketId> asking, InstantSource time) {
        this.asking = asking;
        this.tickets = tickets;
        this.rules = rules;
        this.time = time;
    }

    /// @param cause the same cause is one step, however often it is asked for
    public Outcome propose(TicketId ticket, Actor actor, String cause, Fact proposed) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<TicketLife> found = tickets.life(ticket);
            if (found.isEmpty()) {
                return new Outcome.NoSuchTicket();
            }
            TicketLife life = found.get();
            Optional<Step> before = life.steps().stream()
                    .filter(step -> step.cause().equals(cause))
                    .findFirst();
            if (before.isPresent()) {
                return before.get().actor().equals(actor)
                                && isAsked(before.get().fact(), proposed)
                        ? new Outcome.Taken(life, before.get())
                        : new Outcome.CauseUsedOtherwise();
            }
            Instant now = time.instant();
            switch (Decide.on(rules.of(life, now), life, actor, now, proposed)) {
                case Decision.Refused refused -> {
                    return new Outcome.Refused(refused, life);
                }
                case Decision.Accepted accepted -> {
                    List<Step> steps = OnCall.steps(life.steps().size(), now, actor, cause, accepted.facts());
                    if (tickets.add(ticket, life, steps) == TicketStore.Added.DONE) {
                        tell(ticket, life.with(steps), steps);
                        return new Outcome.Taken(life.with(steps), steps.getFirst());
                    }
                }
            }
        }
        throw new IllegalStateException("ticket " + ticket + " is changed faster than it can be read");
    }

    private void tell(TicketId ticket, TicketLife after, List<Step> steps) {
        boolean renews = steps.stream().anyMatch(step -> step.fact() instanceof CustomerFact.CallbackRenewed);
        if (renews || !after.stage().isOpen()) {
            asking.accept(ticket);
        }
    }

    /// A ticket that did not come by a hotline call.
    public Opened open(TicketStore.NewTicket asked, Actor actor, IntakeFact.Registered registered, List<Fact> more) {
        Profile profile = rules.forHotline(asked.hotline(), asked.at());
        return switch (Decide.opening(profile, actor, asked.at(), registered, more)) {
            case Decision.Refused refused -> new Opened.Refused(refused);
            case Decision.Accepted accepted ->
                new Opened.Done(tickets.open(asked, opening(asked.at(), actor, accepted.facts())));
        };
    }

    /// A call that urged this ticket is about another matter: it gets a ticket of its own (b.6).
    ///
    /// @param asked with the customer and the hotline of the old one, opened when the call came
    public Split splitOff(TicketId from, Actor actor, CallId call, TicketStore.NewTicket asked) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<TicketLife> found = tickets.life(from);
            if (found.isEmpty()) {
                return new Split.NoSuchTicket();
            }
            TicketLife life = found.get();
            Instant now = time.instant();
            Profile profile = rules.of(life, now);
            Function<String, Decision> leaving =
                    number -> Decide.on(profile, life, actor, now, new CourseFact.CallMoved(call.text(), number));
            if (leaving.apply("another") instanceof Decision.Refused refused) {
                return new Split.Refused(refused);
            }
            List<Step> steps = OnCall.opens(
                    rules.forHotline(asked.hotline(), now), call.text(), asked.hotline(), asked.at(), Optional.empty());
            Optional<Ticket> opened =
                    tickets.splitOff(from, life, call, asked, steps, number -> switch (leaving.apply(number.text())) {
                        case Decision.Accepted accepted ->
                            OnCall.steps(life.steps().size(), now, actor, "moved " + call, accepted.facts());
                        case Decision.Refused _ -> List.of();
                    });
            if (opened.isPresent()) {
                return new Split.Done(opened.get());
            }
        }
        throw new IllegalStateException("ticket " + from + " is changed faster than it can be read");
    }

    /// What came of splitting.
    public sealed interface Split {
        record Done(Ticket ticket) implements Split {}

        record Refused(Decision.Refused refused) implements Split {}

        record NoSuchTicket() implements Split {}
    }

    /// What the opener said is his; the classes that follow from it are given by rule.
    private static List<Step> opening(Instant at, Actor actor, List<Fact> facts) {
        return OnCall.steps(0, at, actor, "opened", facts).stream()
                .map(step -> new Step(
                        step.ordinal(),
                        step.at(),
                        step.fact() instanceof IntakeFact.ClassGiven ? Actor.ITSELF : actor,
                        step.cause(),
                        step.fact()))
                .toList();
    }

    /// Why this would be refused now; empty: it would be taken, or there is no such ticket. Nothing is done.
    public Optional<Decision.Refused> refusal(TicketId ticket, Actor actor, Fact proposed) {
        Instant now = time.instant();
        return tickets.life(ticket)
                .flatMap(life ->
                        Decide.on(rules.of(life, now), life, actor, now, proposed) instanceof Decision.Refused refused
                                ? Optional.of(refused)
                                : Optional.empty());
    }

    /// The order's number is given at dispatch: asked again it is still the same wish.
    private static boolean isAsked(Fact there, Fact proposed) {
        return (there instanceof OrderFact.Dispatched sent && proposed instanceof OrderFact.Dispatched wished)
                ? sent.equals(wished.as(sent.order()))
                : there.equals(proposed);
    }

    /// What came of a proposal.
    public sealed interface Outcome {
        /// @param life with the step
        /// @param step the proposed one as it stands
        record Taken(TicketLife life, Step step) implements Outcome {}

        record Refused(Decision.Refused refused, TicketLife life) implements Outcome {}

        record NoSuchTicket() implements Outcome {}

        /// The cause stands for another step.
        record CauseUsedOtherwise() implements Outcome {}
    }

    /// What came of opening.
    public sealed interface Opened {
        record Done(Ticket ticket) implements Opened {}

        record Refused(Decision.Refused refused) implements Opened {}
    }
}
