package hearback.telephony.ami;

import org.asteriskjava.manager.event.UserEvent;
import org.jspecify.annotations.Nullable;

/// What the shipped dialplan tells of one question of a survey. The library finds the class by its name: it is that
/// of the event, and the values go in by the headers' names.
public final class HearbackSurveyEvent extends UserEvent {
    private static final long serialVersionUID = 1L;

    private @Nullable String linkedid;
    private @Nullable String question;
    private @Nullable String answer;
    private @Nullable String repeats;
    private @Nullable String timeouts;

    public HearbackSurveyEvent(Object source) {
        super(source);
    }

    public @Nullable String getLinkedid() {
        return linkedid;
    }

    public void setLinkedid(String linkedid) {
        this.linkedid = linkedid;
    }

    public @Nullable String getQuestion() {
        return question;
    }

    public void setQuestion(String question) {
        this.question = question;
    }

    public @Nullable String getAnswer() {
        return answer;
    }

    public void setAnswer(String answer) {
        this.answer = answer;
    }

    public @Nullable String getRepeats() {
        return repeats;
    }

    public void setRepeats(String repeats) {
        this.repeats = repeats;
    }

    public @Nullable String getTimeouts() {
        return timeouts;
    }

    public void setTimeouts(String timeouts) {
        this.timeouts = timeouts;
    }
}
