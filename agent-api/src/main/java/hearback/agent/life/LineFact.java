package hearback.agent.life;

import hearback.config.profile.FollowUp;
import java.util.Map;
import java.util.Optional;

/// What telephony tells: told by Hearback itself, never by people.
public sealed interface LineFact extends Fact {
    /// A call of the customer belongs to this ticket.
    record CallLinked(String call, Role role) implements LineFact {}

    /// What a call was to the ticket.
    enum Role {
        OPENED,
        URGED
    }

    /// @param result one of telephony's call results
    record CallEnded(String call, String result) implements LineFact {}

    /// @param call the abandoned call it is for; empty when a person asked for it
    record CallbackPlanned(String callback, Optional<String> call) implements LineFact {}

    /// A machine asked the customer afterwards, on the telephone (S1-48); the recording is that of the call.
    ///
    /// @param answers those he gave; of what is missing he pressed nothing
    /// @param repeats how often a question was said again, of all of them together
    /// @param timeouts how often he pressed nothing in time
    record Surveyed(
            String callback, String call, Map<FollowUp.Question, FollowUp.Scale> answers, int repeats, int timeouts)
            implements LineFact {
        public Surveyed {
            answers = Map.copyOf(answers);
        }
    }

    /// The number is none that may be dialled: a person decides.
    record CallbackRefused(String callback, Optional<String> call, String why) implements LineFact {}

    /// A callback ended without contact: state UNREACHABLE (a.4). A supervisor decides what comes next.
    ///
    /// @param why in words, as the callback's last decision has it
    record FoundUnreachable(String callback, Hindrance hindrance, String why) implements LineFact {}

    /// What stood in the way.
    enum Hindrance {
        /// The floor of attempts was made.
        TRIES_EXHAUSTED,
        NUMBER_UNKNOWN,
        NUMBER_CHANGED,
        /// The number is none that may be dialled, or is on the do-not-call list.
        NOT_ALLOWED
    }
}
