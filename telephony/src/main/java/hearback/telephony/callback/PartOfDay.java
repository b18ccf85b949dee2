package hearback.telephony.callback;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/// A part of the customer's day: who is out in one of them may be in in another. Source: ours.
enum PartOfDay {
    /// Until noon.
    MORNING(LocalTime.NOON),
    MIDDAY(LocalTime.of(14, 0)),
    AFTERNOON(LocalTime.of(18, 0)),
    EVENING(LocalTime.MIDNIGHT);

    private final LocalTime until;

    PartOfDay(LocalTime until) {
        this.until = until;
    }

    static PartOfDay at(Instant at, ZoneId zone) {
        var time = LocalTime.ofInstant(at, zone);
        for (PartOfDay part : values()) {
            if (time.isBefore(part.until)) {
                return part;
            }
        }
        return EVENING;
    }

    /// The first instant after this one at which another part may begin: by the wall clock, or because that is
    /// changed.
    static Instant nextChange(Instant at, ZoneId zone) {
        var wall = at.atZone(zone);
        var until = at(at, zone).until;
        var edge = until.equals(LocalTime.MIDNIGHT)
                ? wall.toLocalDate().plusDays(1).atTime(until)
                : wall.toLocalDate().atTime(until);
        return WallEdge.after(wall, edge);
    }

    /// As in `another time of day than before (morning)`.
    String inWords() {
        return switch (this) {
            case MORNING -> "morning";
            case MIDDAY -> "midday";
            case AFTERNOON -> "afternoon";
            case EVENING -> "evening";
        };
    }
}
