package hearback.agent.life;

import static hearback.agent.life.Decision.Refused.because;
import static hearback.agent.life.Situation.refuseIf;
import static hearback.agent.life.Situation.text;

import hearback.config.profile.ClassFlag;
import hearback.config.profile.FollowUp;
import hearback.config.profile.Handling;
import hearback.config.profile.Post;
import hearback.config.profile.Powers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What may be told to the customer, by whom, and who asks him afterwards.
final class DecideCustomer {
    private DecideCustomer() {}

    static Optional<Decision.Refused> on(Situation situation, CustomerFact fact) {
        return switch (fact) {
            case CustomerFact.TellingFailed failed -> failed(situation, failed);
            case CustomerFact.ProgressTold told -> text("what", told.what());
            case CustomerFact.ResultTold told ->
                text("what", told.what())
                        .or(() -> told.objection().flatMap(reason -> text("objection", reason)))
                        .or(() -> replies(situation))
                        .or(() -> approved(situation, told));
            case CustomerFact.PlanAgreed agreed -> text("plan", agreed.plan());
            case CustomerFact.Promised promised ->
                text("what", promised.what())
                        .or(() -> refuseIf(
                                !promised.until().isAfter(situation.now()),
                                Refusal.TIME_GONE_BY,
                                "time",
                                promised.until().toString()));
            case CustomerFact.CompensationPromised promised -> compensation(situation, promised);
            case CustomerFact.FollowUpInstructed _ ->
                refuseIf(
                        !FollowUps.mayBe(situation.profile(), situation.life()),
                        Refusal.NOBODY_IS_ASKED,
                        "coverage",
                        Ids.of(situation.profile().followUp().coverage()));
            case CustomerFact.FollowUpAssigned assigned ->
                text("to", assigned.to())
                        .or(() -> refuseIf(situation.isParty(assigned.to()), Refusal.RECUSED))
                        .or(() -> ownWork(situation, assigned.department()));
            case CustomerFact.FollowedUp done -> followedUp(situation, done);
            case CustomerFact.ObjectionNoted noted -> text("reason", noted.reason());
            case CustomerFact.CallbackRenewed renewed ->
                text("reason", renewed.reason())
                        .or(() -> renewed.number().flatMap(number -> text("number", number)))
                        .or(() -> Unreachable.isPending(situation, renewed.callback()));
            case CustomerFact.OtherChannelUsed used ->
                text("channel", used.channel())
                        .or(() -> text("what", used.what()))
                        .or(() -> refuseIf(
                                used.at().isAfter(situation.now()),
                                Refusal.TIME_TO_COME,
                                "time",
                                used.at().toString()))
                        .or(() -> Unreachable.isPending(situation, used.callback()));
            case CustomerFact.UnreachableAccepted accepted ->
                text("words", accepted.words()).or(() -> Unreachable.isPending(situation, accepted.callback()));
            case CustomerFact.SecondDispatchDecided decided ->
                text("why", decided.why())
                        .or(() -> refuseIf(
                                !decided.needed()
                                        && situation.stage() instanceof Stage.Objected objected
                                        && objected.mustBeDispatched(),
                                Refusal.MUST_BE_DISPATCHED));
        };
    }

    private static Optional<Decision.Refused> failed(Situation situation, CustomerFact.TellingFailed failed) {
        String time = failed.startedAt().toString();
        return text("reason", failed.reason())
                .or(() -> refuseIf(failed.startedAt().isAfter(situation.now()), Refusal.TIME_TO_COME, "time", time))
                .or(() -> refuseIf(
                        failed.startedAt()
                                .isBefore(situation.life().steps().getFirst().at()),
                        Refusal.TIME_GONE_BY,
                        "time",
                        time));
    }

    /// One replier only: no double reply, and none from several sides (S0-25).
    private static Optional<Decision.Refused> replies(Situation situation) {
        Actor actor = situation.actor();
        if (situation.leads()) {
            return Optional.empty();
        }
        Handling.Replier replier = situation.profile().handling().replier();
        boolean is = switch (replier) {
            case DEPARTMENT ->
                actor.isAt(Post.DEPARTMENT)
                        && actor.department()
                                .filter(situation.life().departments()::contains)
                                .isPresent();
            case CENTRE -> actor.isAt(Post.AGENT) || actor.isAt(Post.DISPATCHER);
            case FIRST_ACCEPTOR ->
                situation
                        .life()
                        .acceptor()
                        .map(Actor::name)
                        .filter(actor.name()::equals)
                        .isPresent();
            case AGENT -> actor.isAt(Post.AGENT);
        };
        return refuseIf(!is, Refusal.NOT_THE_REPLIER, "replier", Ids.of(replier));
    }

    /// Everything that somebody must have agreed to since the last word of a department (S0-23, S0-26, S1-29,
    /// S2-31).
    private static Optional<Decision.Refused> approved(Situation situation, CustomerFact.ResultTold told) {
        List<Powers.Act> acts = new ArrayList<>();
        if (FollowUps.isInvalid(situation.life())) {
            acts.add(Powers.Act.JUDGEMENT_INVALID);
        } else {
            acts.add(Powers.Act.SOLUTION);
        }
        if (told.way() == CustomerFact.Way.WRITTEN) {
            acts.add(Powers.Act.WRITTEN_REPLY);
        }
        if (situation.life().classes().contains(ClassFlag.ESCALATED)) {
            acts.add(Powers.Act.ESCALATED_REPLY);
        }
        return acts.stream()
                .filter(act -> situation.approver(act).isPresent() && !isApproved(situation.life(), act))
                .findFirst()
                .flatMap(act -> because(
                        Refusal.NEEDS_APPROVAL,
                        Map.of(
                                "act",
                                Ids.of(act),
                                "by",
                                Ids.of(situation.approver(act).orElseThrow()))));
    }

    private static boolean isApproved(TicketLife life, Powers.Act act) {
        for (Step step : life.steps().reversed()) {
            if (step.fact() instanceof CourseFact.Approved approved && approved.act() == act) {
                return true;
            }
            if (step.fact() instanceof OrderFact.Answered || step.fact() instanceof OrderFact.JudgedInvalid) {
                return false;
            }
        }
        return false;
    }

    private static Optional<Decision.Refused> compensation(
            Situation situation, CustomerFact.CompensationPromised promised) {
        Powers.Compensation rules = situation.profile().powers().compensation();
        return refuseIf(
                        !rules.kinds().contains(promised.kind()),
                        Refusal.COMPENSATION_NOT_GIVEN_HERE,
                        "kind",
                        Ids.of(promised.kind()))
                .or(() -> refuseIf(
                        situation
                                .actor()
                                .post()
                                .filter(post -> !rules.mayPromise(post, promised.amount()))
                                .isPresent(),
                        Refusal.MORE_THAN_YOU_MAY_PROMISE,
                        "amount",
                        promised.amount().toPlainString()));
    }

    private static Optional<Decision.Refused> followedUp(Situation situation, CustomerFact.FollowedUp done) {
        FollowUp rules = situation.profile().followUp();
        String unanswered = rules.questions().stream()
                .filter(question -> !done.answers().containsKey(question))
                .map(Ids::of)
                .collect(Collectors.joining(", "));
        Optional<FollowUp.Scale> other = done.answers().values().stream()
                .filter(answer -> !rules.scale().contains(answer))
                .findFirst();
        return refuseIf(
                        !FollowUps.mayBe(situation.profile(), situation.life()),
                        Refusal.NOBODY_IS_ASKED,
                        "coverage",
                        Ids.of(rules.coverage()))
                .or(() -> refuseIf(
                        FollowUps.needsInstruction(situation.profile()) && !FollowUps.isInstructed(situation.life()),
                        Refusal.NOT_INSTRUCTED))
                .or(() -> ownWork(situation, situation.actor().department()))
                .or(() -> situation
                        .life()
                        .last(CustomerFact.FollowUpAssigned.class)
                        .map(CustomerFact.FollowUpAssigned::to)
                        .filter(to -> !situation.leads()
                                && !to.equals(situation.actor().name()))
                        .flatMap(to -> because(Refusal.ASSIGNED_TO_ANOTHER, Map.of("to", to))))
                .or(() -> refuseIf(!unanswered.isEmpty(), Refusal.UNANSWERED, "questions", unanswered))
                .or(() -> other.flatMap(answer -> because(Refusal.NOT_ON_THE_SCALE, Map.of("answer", Ids.of(answer)))))
                .or(() -> refuseIf(
                        FollowUps.isDissatisfied(done)
                                && done.why().filter(why -> !why.isBlank()).isEmpty(),
                        Refusal.REASON_NOT_ASKED));
    }

    /// Whoever asks must not belong to the department responsible (S1-15): held at assignment and again when he
    /// does it.
    private static Optional<Decision.Refused> ownWork(Situation situation, Optional<String> department) {
        return department
                .filter(_ -> situation.profile().followUp().notBySameDepartment())
                .filter(situation.life().departments()::contains)
                .flatMap(own -> because(Refusal.SAME_DEPARTMENT, Map.of("department", own)));
    }
}
