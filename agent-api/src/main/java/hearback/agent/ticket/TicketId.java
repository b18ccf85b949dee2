package hearback.agent.ticket;

import java.util.UUID;

/// Names one ticket for ever. People use its [TicketNumber].
public record TicketId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
