package hearback.agent.life;

import static hearback.agent.life.Decision.Refused.because;
import static hearback.agent.life.Situation.refuseIf;
import static hearback.agent.life.Situation.text;

import hearback.config.profile.Post;
import hearback.config.profile.Powers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a ticket may end.
final class DecideEnd {
    private DecideEnd() {}

    static Optional<Decision.Refused> on(Situation situation, EndFact fact) {
        return switch (fact) {
            case EndFact.SpecialCloseAsked asked ->
                refuseIf(specialClose(situation).isPresent(), Refusal.ASKED_ALREADY, "request", "special-close")
                        .or(() -> text("reason", asked.reason()));
            case EndFact.SpecialCloseRefused refused -> decided(situation).or(() -> text("reason", refused.reason()));
            case EndFact.SpeciallyClosed _ -> decided(situation).or(() -> Unreachable.mustBeDecided(situation));
            case EndFact.WithdrawalAsked asked ->
                refuseIf(withdrawal(situation).isPresent(), Refusal.ASKED_ALREADY, "request", "withdrawal")
                        .or(() -> text("reason", asked.reason()));
            case EndFact.WithdrawalChecked checked ->
                withdrawal(situation)
                        .map(step -> situation.another(step.actor().name()))
                        .orElseGet(() -> because(Refusal.NOTHING_ASKED, Map.of("request", "withdrawal")))
                        .or(() -> text("note", checked.note()));
            case EndFact.Closed closed ->
                text("reason", closed.reason())
                        .or(() -> Unreachable.mustBeDecided(situation))
                        .or(() -> closed(situation, closed));
            case EndFact.Archived archived -> archived(situation, archived);
        };
    }

    private static Optional<Decision.Refused> closed(Situation situation, EndFact.Closed closed) {
        return switch (closed.how()) {
            case NO_COMPLAINT ->
                situation.life().orders().isEmpty()
                        ? Optional.empty()
                        : because(
                                Refusal.NOT_IN_THIS_STAGE,
                                Map.of(
                                        "fact",
                                        Ids.of(closed.getClass()),
                                        "stage",
                                        situation.stage().id()));
            case UNREACHABLE -> refuseIf(!Unreachable.isAccepted(situation.life()), Refusal.UNREACHABLE_NOT_ACCEPTED);
            case FINISHED -> refuseIf(FollowUps.isDue(situation.profile(), situation.life()), Refusal.FOLLOW_UP_IS_DUE);
        };
    }

    /// Three no-let-go (S1-17): of what a department worked on, the cause, the responsible and the measures are
    /// known.
    private static Optional<Decision.Refused> archived(Situation situation, EndFact.Archived archived) {
        boolean wasWorkedOn = situation.stage() instanceof Stage.Closed closed
                && (closed.kind() == Stage.Kind.FINISHED
                        || closed.kind() == Stage.Kind.SPECIALLY
                        || closed.kind() == Stage.Kind.UNREACHABLE)
                && !situation.life().orders().isEmpty()
                && !FollowUps.isInvalid(situation.life());
        return wasWorkedOn
                ? text("cause", archived.cause())
                        .or(() -> text("responsible", archived.responsible()))
                        .or(() -> text("measures", archived.measures()))
                : Optional.empty();
    }

    private static Optional<Decision.Refused> decided(Situation situation) {
        return specialClose(situation)
                .map(step -> situation.approves(
                        Powers.Act.SPECIAL_CLOSE, Post.SUPERVISOR, step.actor().name()))
                .orElseGet(() -> because(Refusal.NOTHING_ASKED, Map.of("request", "special-close")));
    }

    private static Optional<Step> specialClose(Situation situation) {
        return situation.life().pending(EndFact.SpecialCloseAsked.class, Set.of(EndFact.SpecialCloseRefused.class));
    }

    private static Optional<Step> withdrawal(Situation situation) {
        return situation.life().pending(EndFact.WithdrawalAsked.class, Set.of(EndFact.WithdrawalChecked.class));
    }
}
