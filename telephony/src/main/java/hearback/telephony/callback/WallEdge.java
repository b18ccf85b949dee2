package hearback.telephony.callback;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;

/// A time on the customer's wall that lies ahead.
final class WallEdge {
    private WallEdge() {}

    /// When the wall shows it, or when the wall's clock is changed before that.
    static Instant after(ZonedDateTime now, LocalDateTime edge) {
        var zone = now.getZone();
        // By the present offset: should it change before, that comes first.
        var next = ZonedDateTime.ofInstant(edge, now.getOffset(), zone).toInstant();
        var shift = zone.getRules().nextTransition(now.toInstant());
        return shift != null && shift.getInstant().isBefore(next) ? shift.getInstant() : next;
    }
}
