package hearback.agent.life;

import hearback.config.profile.FollowUp;
import hearback.config.profile.Moment;
import hearback.config.profile.Profile;
import java.util.List;

/// Whether a customer is to be asked afterwards, and whether he was (a.5, b.10).
public final class FollowUps {
    private FollowUps() {}

    /// Whether anybody may ask him at all: about invalid complaints nobody is asked where only valid ones are
    /// (S1-35).
    public static boolean mayBe(Profile profile, TicketLife life) {
        return switch (profile.followUp().coverage()) {
            case NOBODY -> false;
            case DISPATCHED -> !life.orders().isEmpty();
            case VALID -> !life.orders().isEmpty() && !isInvalid(life);
            case MARKED, ALL -> true;
        };
    }

    /// Whether somebody must still ask him before the ticket can be closed.
    static boolean isDue(Profile profile, TicketLife life) {
        boolean must =
                profile.followUp().coverage() == FollowUp.Coverage.MARKED ? isInstructed(life) : mayBe(profile, life);
        return must && !isDone(profile, life);
    }

    /// Where a clock starts at the instruction, nobody asks before it (S1-13, S1-36).
    static boolean needsInstruction(Profile profile) {
        return profile.clocks().stream().anyMatch(clock -> clock.startsAt().contains(Moment.FOLLOW_UP_INSTRUCTED));
    }

    static boolean isInstructed(TicketLife life) {
        return sinceTold(life).stream().anyMatch(step -> step.fact() instanceof CustomerFact.FollowUpInstructed);
    }

    /// The last word of the departments was that it is invalid.
    static boolean isInvalid(TicketLife life) {
        List<Order> orders = Order.in(Stages.sinceSubmitted(life.steps()));
        return orders.stream().anyMatch(order -> order.state() == Order.State.JUDGED_INVALID)
                && orders.stream().noneMatch(order -> order.state() == Order.State.APPROVED);
    }

    static boolean isDissatisfied(CustomerFact.FollowedUp done) {
        return done.answers().get(FollowUp.Question.SATISFACTION) == FollowUp.Scale.DISSATISFIED;
    }

    /// Asked since he was told, and not too early: a call before its window does not count (S2-53).
    private static boolean isDone(Profile profile, TicketLife life) {
        List<Step> since = sinceTold(life);
        return since.stream()
                .filter(step -> step.fact() instanceof CustomerFact.FollowedUp)
                .anyMatch(step -> life.clocks(profile).stream()
                        .noneMatch(
                                clock -> clock.tooEarly().stream().anyMatch(early -> early.step() == step.ordinal())));
    }

    private static List<Step> sinceTold(TicketLife life) {
        int from =
                life.lastStep(CustomerFact.ResultTold.class).map(Step::ordinal).orElse(0);
        return life.steps().subList(from, life.steps().size());
    }
}
