package hearback.agent.life;

import java.time.Instant;
import java.util.List;

/// Reads the stage from the steps.
final class Stages {
    private Stages() {}

    static Stage of(List<Step> steps) {
        Stage stage = new Stage.Intake();
        for (int i = 0; i < steps.size(); i++) {
            stage = after(stage, steps.get(i), steps.subList(0, i + 1));
        }
        return stage;
    }

    private static Stage after(Stage stage, Step step, List<Step> upTo) {
        return switch (step.fact()) {
            case IntakeFact fact -> afterIntake(stage, fact, step.at());
            case OrderFact _ -> afterOrder(upTo);
            case CustomerFact fact -> afterCustomer(stage, fact);
            case EndFact fact -> afterEnd(stage, fact, step.at());
            case CourseFact _, TrustFact _, LineFact _, WatchFact _ -> stage;
        };
    }

    private static Stage afterIntake(Stage stage, IntakeFact fact, Instant at) {
        return switch (fact) {
            case IntakeFact.Registered _, IntakeFact.DocumentsComplete _ -> new Stage.Intake();
            case IntakeFact.DocumentsAwaited awaited -> new Stage.AwaitingDocuments(awaited.what());
            case IntakeFact.Accepted _ -> new Stage.Accepted();
            case IntakeFact.NotAccepted _ -> new Stage.Closed(Stage.Kind.NOT_ACCEPTED, at);
            case IntakeFact.SettledAtOnce _ -> new Stage.Closed(Stage.Kind.SETTLED_AT_ONCE, at);
            case IntakeFact.Submitted _ -> new Stage.Submitted();
            case IntakeFact.Described _,
                    IntakeFact.Weighed _,
                    IntakeFact.Classified _,
                    IntakeFact.ClassGiven _,
                    IntakeFact.ClassTaken _,
                    IntakeFact.Rechecked _ -> stage;
        };
    }

    /// Where the orders leave it: at the department while one of them is, then under review, then with whoever
    /// tells the customer; when all were refused, with the dispatcher again.
    private static Stage afterOrder(List<Step> upTo) {
        List<Order> orders = Order.in(sinceSubmitted(upTo));
        if (orders.stream().anyMatch(order -> order.state().isAtDepartment())) {
            return new Stage.AtDepartment();
        }
        if (orders.stream().anyMatch(order -> order.state() == Order.State.ANSWERED)) {
            return new Stage.UnderReview();
        }
        return orders.stream().allMatch(order -> order.state() == Order.State.REFUSED)
                ? new Stage.Submitted()
                : new Stage.ToBeTold();
    }

    /// The orders of the present round: those of an earlier one are done.
    static List<Step> sinceSubmitted(List<Step> steps) {
        int from = 0;
        for (int i = 0; i < steps.size(); i++) {
            boolean begins = switch (steps.get(i).fact()) {
                case IntakeFact.Submitted _ -> true;
                case CustomerFact.SecondDispatchDecided decided -> decided.needed();
                default -> false;
            };
            if (begins) {
                from = i;
            }
        }
        return steps.subList(from, steps.size());
    }

    private static Stage afterCustomer(Stage stage, CustomerFact fact) {
        return switch (fact) {
            case CustomerFact.ResultTold _ -> new Stage.Told();
            case CustomerFact.ObjectionNoted noted -> new Stage.Objected(noted.mustBeDispatched());
            case CustomerFact.SecondDispatchDecided decided ->
                decided.needed() ? new Stage.Submitted() : new Stage.Told();
            case CustomerFact.TellingFailed _,
                    CustomerFact.ProgressTold _,
                    CustomerFact.PlanAgreed _,
                    CustomerFact.Promised _,
                    CustomerFact.CompensationPromised _,
                    CustomerFact.FollowUpInstructed _,
                    CustomerFact.FollowUpAssigned _,
                    CustomerFact.FollowedUp _,
                    CustomerFact.CallbackRenewed _,
                    CustomerFact.OtherChannelUsed _,
                    CustomerFact.UnreachableAccepted _ -> stage;
        };
    }

    private static Stage afterEnd(Stage stage, EndFact fact, Instant at) {
        return switch (fact) {
            case EndFact.SpeciallyClosed _ -> new Stage.Closed(Stage.Kind.SPECIALLY, at);
            case EndFact.WithdrawalChecked checked ->
                checked.ofHisOwnWill() ? new Stage.Closed(Stage.Kind.WITHDRAWN, at) : stage;
            case EndFact.Closed closed ->
                new Stage.Closed(
                        switch (closed.how()) {
                            case FINISHED -> Stage.Kind.FINISHED;
                            case NO_COMPLAINT -> Stage.Kind.NO_COMPLAINT;
                            case UNREACHABLE -> Stage.Kind.UNREACHABLE;
                        },
                        at);
            case EndFact.Archived _ ->
                stage instanceof Stage.Closed closed ? new Stage.Archived(closed.kind(), closed.at()) : stage;
            case EndFact.SpecialCloseAsked _, EndFact.SpecialCloseRefused _, EndFact.WithdrawalAsked _ -> stage;
        };
    }
}
