package hearback.telephony.testing;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AnnouncementClass;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.flow.EarlyMedia;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What whoever keeps early media promises.
public abstract class EarlyMediaContract {
    protected static final AttemptId ATTEMPT = new AttemptId(new UUID(7, 1));
    private static final AttemptId AGENT_FIRST = AttemptId.ofAgentFirst(new CallbackId(new UUID(3, 1)), 1);

    protected abstract EarlyMedia early();

    /// The network says this while the attempt is under way.
    ///
    /// @param said SWITCHED_OFF or EMPTY_NUMBER
    protected abstract void hear(AttemptId attempt, AnnouncementClass said) throws IOException;

    @Test
    void what_was_heard_of_each_attempt_is_its_own_and_kept() throws IOException {
        hear(ATTEMPT, AnnouncementClass.SWITCHED_OFF);
        hear(AGENT_FIRST, AnnouncementClass.EMPTY_NUMBER);

        assertThat(early().announced(ATTEMPT).map(Announcement::said)).hasValue(AnnouncementClass.SWITCHED_OFF);
        assertThat(early().announced(AGENT_FIRST).map(Announcement::said)).hasValue(AnnouncementClass.EMPTY_NUMBER);
        assertThat(early().kept()).containsExactlyInAnyOrder(ATTEMPT, AGENT_FIRST);
    }

    @Test
    void what_is_not_needed_any_more_is_forgotten_and_nothing_else() throws IOException {
        hear(ATTEMPT, AnnouncementClass.SWITCHED_OFF);
        hear(AGENT_FIRST, AnnouncementClass.EMPTY_NUMBER);

        early().forget(ATTEMPT);
        early().forget(ATTEMPT);

        assertThat(early().announced(ATTEMPT)).isEmpty();
        assertThat(early().kept()).containsExactly(AGENT_FIRST);
    }

    @Test
    void of_what_was_never_heard_nothing_is_known() {
        early().forget(ATTEMPT);

        assertThat(early().announced(ATTEMPT)).isEmpty();
        assertThat(early().kept()).isEmpty();
    }
}
