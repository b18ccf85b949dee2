package hearback.agent.life;

import static hearback.agent.life.Decision.Refused.because;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A customer whom callbacks could not reach is a supervisor's task until he has decided what comes next, or the
/// customer was told something after all (a.4: never silently closed).
public final class Unreachable {
    /// The name of the task.
    public static final String TASK = "unreachable";

    private Unreachable() {}

    /// The findings nobody has decided about yet, the oldest first.
    public static List<Step> pending(TicketLife life) {
        List<Step> pending = new ArrayList<>();
        for (Step step : life.steps()) {
            if (step.fact() instanceof LineFact.FoundUnreachable) {
                pending.add(step);
            } else if (isContact(step.fact())) {
                pending.clear();
            } else {
                decided(step.fact())
                        .ifPresent(callback -> pending.removeIf(found ->
                                callbackOf(found).filter(callback::equals).isPresent()));
            }
        }
        return pending;
    }

    /// Whether the last word about reaching him is that a supervisor accepts that he could not be.
    static boolean isAccepted(TicketLife life) {
        return pending(life).isEmpty()
                && life.steps().reversed().stream()
                        .map(Step::fact)
                        .filter(fact -> fact instanceof LineFact.FoundUnreachable
                                || isContact(fact)
                                || decided(fact).isPresent())
                        .findFirst()
                        .filter(CustomerFact.UnreachableAccepted.class::isInstance)
                        .isPresent();
    }

    /// Refuses what would close the ticket while somebody still has to decide.
    static Optional<Decision.Refused> mustBeDecided(Situation situation) {
        return Situation.refuseIf(!pending(situation.life()).isEmpty(), Refusal.UNREACHABLE_IS_OPEN);
    }

    /// Refuses a decision about a callback that is nobody's task.
    static Optional<Decision.Refused> isPending(Situation situation, String callback) {
        boolean isPending = pending(situation.life()).stream()
                .anyMatch(found -> callbackOf(found).filter(callback::equals).isPresent());
        return isPending ? Optional.empty() : because(Refusal.NOTHING_ASKED, Map.of("request", TASK));
    }

    private static Optional<String> callbackOf(Step step) {
        return step.fact() instanceof LineFact.FoundUnreachable found
                ? Optional.of(found.callback())
                : Optional.empty();
    }

    private static Optional<String> decided(Fact fact) {
        return switch (fact) {
            case CustomerFact.CallbackRenewed renewed -> Optional.of(renewed.callback());
            case CustomerFact.OtherChannelUsed used -> Optional.of(used.callback());
            case CustomerFact.UnreachableAccepted accepted -> Optional.of(accepted.callback());
            default -> Optional.empty();
        };
    }

    private static boolean isContact(Fact fact) {
        return fact instanceof CustomerFact.ResultTold
                || fact instanceof CustomerFact.ProgressTold
                || fact instanceof CustomerFact.PlanAgreed
                || fact instanceof CustomerFact.FollowedUp;
    }
}
