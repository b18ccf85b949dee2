package hearback.telephony.testing;

import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AnnouncementClass;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.EarlyMedia;
import java.util.Optional;

class InMemoryEarlyMediaTest extends EarlyMediaContract {
    private final InMemoryEarlyMedia early = new InMemoryEarlyMedia();

    @Override
    protected EarlyMedia early() {
        return early;
    }

    @Override
    protected void hear(AttemptId attempt, AnnouncementClass said) {
        early.hear(attempt, Optional.of(new Announcement(said, Announcement.Source.SOUND, 1)));
    }
}
