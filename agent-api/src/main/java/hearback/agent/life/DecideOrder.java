package hearback.agent.life;

import static hearback.agent.life.Decision.Refused.because;
import static hearback.agent.life.Situation.refuseIf;
import static hearback.agent.life.Situation.text;

import hearback.config.profile.ClassFlag;
import hearback.config.profile.Handling;
import hearback.config.profile.Post;
import hearback.config.profile.Profile;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What dispatcher and department may do.
final class DecideOrder {
    private DecideOrder() {}

    static Optional<Decision.Refused> on(Situation situation, OrderFact fact) {
        if (fact instanceof OrderFact.Dispatched sent) {
            return dispatched(situation, sent);
        }
        Optional<Order> found = situation.order(fact.order());
        if (found.isEmpty()) {
            return because(Refusal.NO_SUCH_ORDER, Map.of("order", Integer.toString(fact.order())));
        }
        Order order = found.get();
        return isHis(situation, order).or(() -> switch (fact) {
            case OrderFact.Dispatched sent -> dispatched(situation, sent);
            case OrderFact.OrderTaken _ -> is(order, Order.State.ISSUED);
            // First-asked responsibility: what was taken is not passed on (S0-02).
            case OrderFact.OrderRefused refused ->
                is(order, Order.State.ISSUED)
                        .or(() -> text("reason", refused.reason()))
                        .or(() -> circles(situation));
            case OrderFact.Answered answered ->
                isAtDepartment(order)
                        .or(() -> complete(situation, answered))
                        .or(() -> answered.parts().entrySet().stream()
                                .filter(part -> part.getValue().isBlank())
                                .findFirst()
                                .flatMap(part -> text(Ids.of(part.getKey()), part.getValue())));
            case OrderFact.AnswerReturned returned ->
                is(order, Order.State.ANSWERED)
                        .or(() -> text("reason", returned.reason()))
                        .or(() -> circles(situation));
            case OrderFact.AnswerApproved _ ->
                is(order, Order.State.ANSWERED)
                        .or(() -> whoAnswered(situation, order).flatMap(situation::another));
            case OrderFact.JudgedValid _ -> judges(situation);
            case OrderFact.JudgedInvalid judged ->
                judges(situation)
                        .or(() -> isAtDepartment(order))
                        .or(() -> refuseIf(
                                !situation.profile().handling().grounds().contains(judged.ground()),
                                Refusal.GROUND_NOT_KNOWN,
                                "ground",
                                Ids.of(judged.ground())))
                        .or(() -> text("reason", judged.reason()));
        });
    }

    private static Optional<Decision.Refused> dispatched(Situation situation, OrderFact.Dispatched sent) {
        Profile profile = situation.profile();
        return text("department", sent.department())
                .or(() -> text("responsible", sent.responsible()))
                .or(() -> refuseIf(
                        Gate.isClosed(profile, situation.life()),
                        Refusal.GATE_CLOSED,
                        "trigger",
                        Gate.trigger(profile, situation.life()).orElse("")))
                .or(() -> refuseIf(
                        profile.powers().secondResponsible().needed()
                                && sent.second()
                                        .filter(second -> !second.isBlank() && !second.equals(sent.responsible()))
                                        .isEmpty(),
                        Refusal.SECOND_PERSON_NEEDED))
                .or(() -> refuseIf(
                        situation.isParty(sent.responsible())
                                || sent.second().filter(situation::isParty).isPresent(),
                        Refusal.RECUSED))
                .or(() -> refuseIf(
                        situation.life().orders().stream()
                                .anyMatch(order -> order.department().equals(sent.department())
                                        && order.state().isAtDepartment()),
                        Refusal.DEPARTMENT_HAS_IT,
                        "department",
                        sent.department()))
                .or(() -> circles(situation));
    }

    /// After so many times to and fro a supervisor takes it in hand.
    private static Optional<Decision.Refused> circles(Situation situation) {
        int limit = situation.profile().handling().returnLimit();
        return refuseIf(
                situation.life().returns() >= limit && !situation.leads(),
                Refusal.TOO_MANY_RETURNS,
                "limit",
                Integer.toString(limit));
    }

    private static Optional<Decision.Refused> isHis(Situation situation, Order order) {
        boolean isAnothers = situation.actor().isAt(Post.DEPARTMENT)
                && !situation.actor().department().equals(Optional.of(order.department()));
        return isAnothers
                ? because(
                        Refusal.NOT_YOUR_ORDER,
                        Map.of("order", Integer.toString(order.number()), "department", order.department()))
                : Optional.empty();
    }

    private static Optional<Decision.Refused> judges(Situation situation) {
        return refuseIf(situation.profile().handling().grounds().isEmpty(), Refusal.GROUND_NOT_KNOWN, "ground", "none");
    }

    /// A valid reply has every part; of a concentrated problem also its remedy (S0-20).
    private static Optional<Decision.Refused> complete(Situation situation, OrderFact.Answered answered) {
        Set<Handling.ReplyPart> missing = EnumSet.noneOf(Handling.ReplyPart.class);
        missing.addAll(situation.profile().handling().replyParts());
        if (!missing.isEmpty() && situation.life().classes().contains(ClassFlag.CONCENTRATED)) {
            missing.add(Handling.ReplyPart.REMEDY);
        }
        missing.removeAll(answered.parts().keySet());
        return refuseIf(
                !missing.isEmpty(),
                Refusal.MISSING_PARTS,
                "parts",
                missing.stream().map(Ids::of).collect(Collectors.joining(", ")));
    }

    private static Optional<String> whoAnswered(Situation situation, Order order) {
        return situation.life().steps().reversed().stream()
                .filter(step ->
                        step.fact() instanceof OrderFact.Answered answered && answered.order() == order.number())
                .map(step -> step.actor().name())
                .findFirst();
    }

    private static Optional<Decision.Refused> is(Order order, Order.State state) {
        return order.state() == state ? Optional.empty() : standsOtherwise(order);
    }

    private static Optional<Decision.Refused> isAtDepartment(Order order) {
        return order.state().isAtDepartment() ? Optional.empty() : standsOtherwise(order);
    }

    private static Optional<Decision.Refused> standsOtherwise(Order order) {
        return because(
                Refusal.ORDER_STANDS_OTHERWISE,
                Map.of("order", Integer.toString(order.number()), "state", Ids.of(order.state())));
    }
}
