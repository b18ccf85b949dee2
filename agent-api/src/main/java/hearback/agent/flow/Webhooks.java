package hearback.agent.flow;

import hearback.agent.life.Step;
import hearback.agent.ticket.TicketNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Needed: keeps who is told of ticket steps, and how far.
///
/// Every method throws [hearback.telephony.flow.StoreUnavailable] when the database could not be asked.
public interface Webhooks {
    /// Begins with the next step: what was before is not told.
    void keep(Hook hook, String secret);

    /// Empty when there is none that still stands.
    Optional<Hook> end(UUID id, Instant at);

    /// Those that stand, the oldest first.
    List<Hook> all();

    /// Claims a hook for which it is time to look, so that no other node tells it meanwhile; the claim ends by
    /// itself.
    Optional<Claim> claim(Instant now, Duration most);

    /// The next steps after this place, the oldest first; only those that no running transaction can still come
    /// before.
    List<Told> after(long place, Set<String> kinds, int limit);

    /// Delivered up to this place, and to be looked at again then.
    void delivered(UUID id, long place, Instant next);

    /// Not delivered, and to be tried again then.
    void failed(UUID id, String error, Instant next);

    /// @param url as it was checked when it came
    /// @param kinds of steps; empty: all
    /// @param failures deliveries of the next step that failed, one after the other
    record Hook(
            UUID id,
            String url,
            Set<String> kinds,
            Instant createdAt,
            String createdBy,
            int failures,
            Instant nextAt,
            Optional<String> lastError) {
        public Hook {
            kinds = Set.copyOf(kinds);
        }
    }

    /// @param place up to which it was told
    record Claim(Hook hook, String secret, long place) {}

    /// @param place among all steps of all tickets
    record Told(long place, UUID ticket, TicketNumber number, Step step) {}
}
