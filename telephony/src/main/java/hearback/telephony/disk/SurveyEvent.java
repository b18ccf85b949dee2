package hearback.telephony.disk;

import hearback.telephony.call.SurveyAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The answer to a question of a survey as the channel event log has it: the arguments with which the dialplan told it,
/// `HearbackSurvey,Question: satisfaction,Answer: 2,Repeats: 0,Timeouts: 0`.
final class SurveyEvent {
    /// The application that tells it.
    static final String APPLICATION = "UserEvent";

    private SurveyEvent() {}

    /// Empty when it is another event, or not as the shipped dialplan writes it.
    static Optional<SurveyAnswer> read(String arguments) {
        String[] parts = arguments.split(",", -1);
        if (!parts[0].equals(SurveyAnswer.EVENT)) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (String part : parts) {
            int colon = part.indexOf(':');
            if (colon > 0) {
                values.put(part.substring(0, colon), part.substring(colon + 1).strip());
            }
        }
        return SurveyAnswer.read(
                values.getOrDefault("Question", ""),
                values.getOrDefault("Answer", ""),
                values.getOrDefault("Repeats", ""),
                values.getOrDefault("Timeouts", ""));
    }
}
