package hearback.telephony.flow;

import hearback.telephony.call.AgentId;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackState;
import java.util.Optional;

/// Why an agent may not, or not any more, start or hand back an attempt that he takes to be offered to him.
final class NotOffered {
    private NotOffered() {}

    /// @param plan that of the attempt, when there is one
    static String why(Optional<CallbackPlan> plan, AttemptId attempt, AgentId agent) {
        return plan.flatMap(one -> one.attempt(attempt).map(tried -> why(one, tried, agent)))
                .orElse("there is no such attempt");
    }

    private static String why(CallbackPlan plan, Attempt attempt, AgentId agent) {
        if (isStarted(attempt)) {
            return "it was started already";
        }
        if (plan.state() instanceof CallbackState.Closed closed) {
            return "nobody wants it any more, its callback was closed: " + closed.reason();
        }
        return isTakenBack(attempt) ? "it was taken back" : "it is not, or not any more, offered to agent " + agent;
    }

    /// It may have rung somebody.
    static boolean isStarted(Attempt attempt) {
        return switch (attempt.state()) {
            case AttemptState.Committed _ -> false;
            case AttemptState.Released _, AttemptState.Unknown _ -> true;
            case AttemptState.Settled _ -> !isTakenBack(attempt);
        };
    }

    /// It rang nobody and never will.
    static boolean isTakenBack(Attempt attempt) {
        return attempt.state() instanceof AttemptState.Settled settled
                && settled.outcome() instanceof LineFailed failed
                && failed.fault() == Fault.TAKEN_BACK;
    }
}
