package hearback.agent.life;

import hearback.agent.clock.Happening;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.Moment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the clocks of a ticket see of its steps.
public final class Happenings {
    private Happenings() {}

    /// @param steps in the order of their ordinals
    public static List<Happening> of(List<Step> steps) {
        List<Happening> seen = new ArrayList<>();
        Set<ClassFlag> flags = EnumSet.noneOf(ClassFlag.class);
        for (Step step : steps) {
            switch (step.fact()) {
                case IntakeFact fact -> ofIntake(step, fact, flags).ifPresent(seen::add);
                case OrderFact fact ->
                    ofOrder(fact).ifPresent(moment -> seen.add(occurred(step, moment, fact.order())));
                case CustomerFact fact -> ofCustomer(step, fact).ifPresent(seen::add);
                case CourseFact fact -> ofCourse(step, fact).ifPresent(seen::add);
                case EndFact fact -> ofEnd(fact).ifPresent(moment -> seen.add(occurred(step, moment, 0)));
                case TrustFact _, LineFact _, WatchFact _ -> {}
            }
        }
        return seen;
    }

    private static Optional<Happening> ofIntake(Step step, IntakeFact fact, Set<ClassFlag> flags) {
        return switch (fact) {
            case IntakeFact.Registered registered ->
                Optional.of(Happening.Occurred.of(step.ordinal(), registered.receivedAt(), Moment.RECEIVED));
            case IntakeFact.Accepted _ -> Optional.of(occurred(step, Moment.ACCEPTED, 0));
            case IntakeFact.NotAccepted _ -> Optional.of(occurred(step, Moment.NOT_ACCEPTED, 0));
            case IntakeFact.SettledAtOnce _ -> Optional.of(occurred(step, Moment.SETTLED_AT_ONCE, 0));
            case IntakeFact.Submitted _ -> Optional.of(occurred(step, Moment.SUBMITTED, 0));
            case IntakeFact.ClassGiven given -> {
                flags.add(given.flag());
                yield Optional.of(new Happening.Flagged(step.ordinal(), step.at(), flags));
            }
            case IntakeFact.ClassTaken taken -> {
                flags.remove(taken.flag());
                yield Optional.of(new Happening.Flagged(step.ordinal(), step.at(), flags));
            }
            case IntakeFact.Described _,
                    IntakeFact.Weighed _,
                    IntakeFact.Classified _,
                    IntakeFact.DocumentsAwaited _,
                    IntakeFact.DocumentsComplete _,
                    IntakeFact.Rechecked _ -> Optional.empty();
        };
    }

    private static Optional<Moment> ofOrder(OrderFact fact) {
        return Optional.of(
                switch (fact) {
                    case OrderFact.Dispatched _ -> Moment.DISPATCHED;
                    case OrderFact.OrderTaken _ -> Moment.ORDER_TAKEN;
                    case OrderFact.OrderRefused _ -> Moment.ORDER_REFUSED;
                    case OrderFact.Answered _ -> Moment.ANSWERED;
                    case OrderFact.AnswerReturned _ -> Moment.ANSWER_RETURNED;
                    case OrderFact.AnswerApproved _ -> Moment.ANSWER_APPROVED;
                    case OrderFact.JudgedValid _ -> Moment.JUDGED_VALID;
                    case OrderFact.JudgedInvalid _ -> Moment.JUDGED_INVALID;
                });
    }

    private static Optional<Happening> ofCustomer(Step step, CustomerFact fact) {
        return switch (fact) {
            case CustomerFact.TellingFailed failed ->
                switch (failed.side()) {
                    case CUSTOMER ->
                        Optional.of(Happening.Occurred.of(
                                step.ordinal(), failed.startedAt(), Moment.TELLING_FAILED_ON_CUSTOMER_SIDE));
                    case OURS -> Optional.empty();
                };
            case CustomerFact.ProgressTold _ -> Optional.of(occurred(step, Moment.PROGRESS_TOLD, 0));
            case CustomerFact.ResultTold _ -> Optional.of(occurred(step, Moment.RESULT_TOLD, 0));
            case CustomerFact.PlanAgreed _ -> Optional.of(occurred(step, Moment.PLAN_AGREED, 0));
            case CustomerFact.Promised promised ->
                Optional.of(new Happening.Occurred(
                        step.ordinal(), step.at(), Moment.PROMISED, 0, Optional.of(promised.until())));
            case CustomerFact.FollowUpInstructed _ -> Optional.of(occurred(step, Moment.FOLLOW_UP_INSTRUCTED, 0));
            case CustomerFact.FollowedUp _ -> Optional.of(occurred(step, Moment.FOLLOWED_UP, 0));
            case CustomerFact.CompensationPromised _,
                    CustomerFact.FollowUpAssigned _,
                    CustomerFact.ObjectionNoted _,
                    CustomerFact.SecondDispatchDecided _,
                    CustomerFact.CallbackRenewed _,
                    CustomerFact.OtherChannelUsed _,
                    CustomerFact.UnreachableAccepted _ -> Optional.empty();
        };
    }

    private static Optional<Happening> ofCourse(Step step, CourseFact fact) {
        return switch (fact) {
            case CourseFact.Urged _ -> Optional.of(occurred(step, Moment.URGED, 0));
            case CourseFact.Informed _ -> Optional.of(occurred(step, Moment.INFORMED, 0));
            case CourseFact.ExtensionGranted granted ->
                Optional.of(new Happening.Extended(
                        step.ordinal(), step.at(), granted.clock(), granted.order(), granted.until()));
            case CourseFact.Suspended suspended ->
                Optional.of(new Happening.Suspended(step.ordinal(), step.at(), suspended.told()));
            case CourseFact.Resumed _ -> Optional.of(new Happening.Resumed(step.ordinal(), step.at()));
            case CourseFact.Supervised _,
                    CourseFact.ExtensionAsked _,
                    CourseFact.ExtensionRefused _,
                    CourseFact.MarkedBatch _,
                    CourseFact.FoundAlike _,
                    CourseFact.EscalatedFrom _,
                    CourseFact.EscalatedTo _,
                    CourseFact.LinkedTo _,
                    CourseFact.CallMoved _,
                    CourseFact.Approved _ -> Optional.empty();
        };
    }

    private static Optional<Moment> ofEnd(EndFact fact) {
        return switch (fact) {
            case EndFact.SpeciallyClosed _ -> Optional.of(Moment.SPECIALLY_CLOSED);
            case EndFact.WithdrawalChecked checked when checked.ofHisOwnWill() -> Optional.of(Moment.WITHDRAWN);
            case EndFact.Closed _ -> Optional.of(Moment.CLOSED);
            case EndFact.WithdrawalChecked _,
                    EndFact.SpecialCloseAsked _,
                    EndFact.SpecialCloseRefused _,
                    EndFact.WithdrawalAsked _,
                    EndFact.Archived _ -> Optional.empty();
        };
    }

    private static Happening occurred(Step step, Moment moment, int order) {
        return new Happening.Occurred(step.ordinal(), step.at(), moment, order, Optional.empty());
    }
}
