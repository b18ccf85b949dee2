package hearback.telephony.flow;

import hearback.telephony.call.LegId;
import hearback.telephony.callback.Announcement;
import java.util.Optional;

/// Needed: what the network let us hear before any answer.
public interface EarlyMedia {
    /// Nobody listens.
    EarlyMedia NOT_HEARD = new EarlyMedia() {
        @Override
        public Optional<Announcement> announced(LegId leg) {
            return Optional.empty();
        }

        @Override
        public void forget(LegId leg) {}
    };

    /// What was announced on a leg that is over and was never answered; empty when nothing was, and when it cannot
    /// be told.
    Optional<Announcement> announced(LegId leg);

    /// What was heard on it is not needed any more; asking again is safe.
    void forget(LegId leg);
}
