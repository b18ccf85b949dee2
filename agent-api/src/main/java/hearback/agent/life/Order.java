package hearback.agent.life;

import hearback.config.profile.Handling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a department was told to do, and how far it is.
///
/// @param number from 1 within the ticket
/// @param answer as it was given last, also when it was sent back
/// @param returns how often it was sent back
public record Order(
        int number,
        String department,
        String responsible,
        Optional<String> second,
        boolean expedited,
        State state,
        Map<Handling.ReplyPart, String> answer,
        int returns) {
    public Order {
        answer = Map.copyOf(answer);
    }

    /// How far it is.
    public enum State {
        ISSUED,
        TAKEN,
        ANSWERED,
        /// The answer was sent back, and the department works on it again.
        RETURNED,
        /// Answered, and the answer is valid.
        APPROVED,
        /// Found invalid: there is nothing to answer.
        JUDGED_INVALID,
        REFUSED;

        /// Whether the department still has something to do.
        public boolean isAtDepartment() {
            return this == ISSUED || this == TAKEN || this == RETURNED;
        }
    }

    private Order in(State next) {
        return new Order(number, department, responsible, second, expedited, next, answer, returns);
    }

    /// Every order of these steps, in the order of their numbers.
    static List<Order> in(List<Step> steps) {
        List<Order> orders = new ArrayList<>();
        for (Step step : steps) {
            if (step.fact() instanceof OrderFact.Dispatched sent) {
                orders.add(new Order(
                        sent.order(),
                        sent.department(),
                        sent.responsible(),
                        sent.second(),
                        sent.expedited(),
                        State.ISSUED,
                        Map.of(),
                        0));
            } else if (step.fact() instanceof OrderFact about) {
                orders.replaceAll(order -> order.number() == about.order() ? order.after(about) : order);
            }
        }
        return List.copyOf(orders);
    }

    private Order after(OrderFact fact) {
        return switch (fact) {
            case OrderFact.Dispatched _, OrderFact.JudgedValid _ -> this;
            case OrderFact.OrderTaken _ -> in(State.TAKEN);
            case OrderFact.OrderRefused _ -> in(State.REFUSED);
            case OrderFact.Answered answered ->
                new Order(
                        number, department, responsible, second, expedited, State.ANSWERED, answered.parts(), returns);
            case OrderFact.AnswerReturned _ ->
                new Order(number, department, responsible, second, expedited, State.RETURNED, answer, returns + 1);
            case OrderFact.AnswerApproved _ -> in(State.APPROVED);
            case OrderFact.JudgedInvalid _ -> in(State.JUDGED_INVALID);
        };
    }
}
