package hearback.agent.flow;

import java.time.Instant;
import java.util.Optional;

/// Needed: tells one step to other software.
public interface WebhookSender {
    /// @param id the same for the same step, however often it is told
    /// @return why it was not taken; empty: it was
    Optional<String> send(String url, String secret, String id, Instant at, Webhooks.Told step);
}
