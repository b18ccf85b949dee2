package hearback.telephony.flow;

import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AttemptId;
import java.util.Optional;
import java.util.Set;

/// Needed: what the network let us hear before any answer, kept by the attempt that was heard.
public interface EarlyMedia {
    /// Nobody listens.
    EarlyMedia NOT_HEARD = new EarlyMedia() {
        @Override
        public Optional<Announcement> announced(AttemptId attempt) {
            return Optional.empty();
        }

        @Override
        public void forget(AttemptId attempt) {}

        @Override
        public Set<AttemptId> kept() {
            return Set.of();
        }
    };

    /// What was announced to one whose customer is not there any more and never answered; empty when nothing was,
    /// and when it cannot be told.
    Optional<Announcement> announced(AttemptId attempt);

    /// What was heard of it is not needed any more; asking again is safe. What cannot be deleted is kept, and said.
    void forget(AttemptId attempt);

    /// Those of which something that was heard is kept, live or not; none where nobody can look.
    Set<AttemptId> kept();
}
