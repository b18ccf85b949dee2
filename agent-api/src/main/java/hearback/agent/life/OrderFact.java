package hearback.agent.life;

import hearback.config.profile.Handling;
import java.util.Map;
import java.util.Optional;

/// What passes between the complaint centre and a department. Orders are counted from 1; 0 proposes the next one.
public sealed interface OrderFact extends Fact {
    int order();

    /// An order went to a department.
    ///
    /// @param responsible the first person there
    /// @param second who stands in for him (S0-74, S3-36)
    /// @param expedited to be done again, and at once (S0-19)
    record Dispatched(
            int order,
            String department,
            String responsible,
            Optional<String> second,
            boolean expedited,
            String instruction)
            implements OrderFact {
        /// The same order under its number.
        public Dispatched as(int number) {
            return new Dispatched(number, department, responsible, second, expedited, instruction);
        }
    }

    /// The department took it: a transfer is an accepted hand-over (S0-02).
    record OrderTaken(int order) implements OrderFact {}

    /// The department says that it is not its own; the dispatcher has it again.
    record OrderRefused(int order, String reason) implements OrderFact {}

    record Answered(int order, Map<Handling.ReplyPart, String> parts) implements OrderFact {
        public Answered {
            parts = Map.copyOf(parts);
        }
    }

    /// Back to the department (退单); its limit stays (S0-24).
    record AnswerReturned(int order, String reason) implements OrderFact {}

    /// A valid reply.
    record AnswerApproved(int order) implements OrderFact {}

    record JudgedValid(int order) implements OrderFact {}

    /// @param reason mandatory: the department is responsible for it (S1-28)
    record JudgedInvalid(int order, Handling.Ground ground, String reason) implements OrderFact {}
}
