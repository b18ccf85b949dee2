package hearback.agent.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/// Who did what to what, before it has a place in the chain. Plain texts: what stands in the log must be readable
/// whoever wrote it, a later release or somebody who had no business there.
///
/// @param at to the microsecond, as PostgreSQL keeps it
/// @param subject what it was done to, as `recording:<id>`
/// @param detail never a customer's number
public record AuditEvent(Instant at, String who, String role, String what, String subject, String detail) {
    public AuditEvent {
        at = at.truncatedTo(ChronoUnit.MICROS);
        if (Stream.of(who, role, what, subject, detail).anyMatch(text -> text.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("an audited text holds a character that PostgreSQL keeps in no text");
        }
    }
}
