package hearback.telephony.call;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a customer said by key to one question of a spoken survey. Source: the dialplan's `UserEvent` of the fixed name
/// [#EVENT], which holds digits and nothing that a stranger wrote (faults.md 3.1).
///
/// @param question its name in the dialplan, `satisfaction`
/// @param key which he pressed, 1 to 9; empty: none that was asked for, within the time and the repeats allowed, or he
///     hung up
/// @param repeats how often the question was said again
/// @param timeouts how often nothing was pressed in time; what was said again for another reason, for a wrong key
public record SurveyAnswer(String question, Optional<Integer> key, int repeats, int timeouts) {
    /// The name of the event.
    public static final String EVENT = "HearbackSurvey";

    private static final Pattern QUESTION = Pattern.compile("[a-z][a-z-]{0,31}");
    private static final Pattern KEY = Pattern.compile("[1-9]?");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,3}");

    /// @throws IllegalArgumentException when the question has no such name
    public SurveyAnswer {
        if (!QUESTION.matcher(question).matches()) {
            throw new IllegalArgumentException("not the name of a question");
        }
    }

    /// From the values of the event as they came; empty when they are not those the shipped dialplan sends.
    public static Optional<SurveyAnswer> read(String question, String key, String repeats, String timeouts) {
        if (!QUESTION.matcher(question).matches()
                || !KEY.matcher(key).matches()
                || !COUNT.matcher(repeats).matches()
                || !COUNT.matcher(timeouts).matches()) {
            return Optional.empty();
        }
        return Optional.of(new SurveyAnswer(
                question,
                Optional.of(key).filter(pressed -> !pressed.isEmpty()).map(Integer::valueOf),
                Integer.parseInt(repeats),
                Integer.parseInt(timeouts)));
    }
}
