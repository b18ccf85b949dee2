package hearback.telephony.flow;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.TrunkName;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Says through which trunk each of several calls goes, one after the other: of those that serve its number and have
/// room, the one of the smallest priority; of several the one whose turn came first, so that idle ones take turns and
/// busy ones share as their paces are.
public final class LaneChoice {
    private final List<Filling> trunks;
    private final Instant now;

    /// @param rooms in the order in which they are named
    public LaneChoice(Collection<Room> rooms, Instant now) {
        this.trunks = rooms.stream().map(Filling::new).toList();
        this.now = now;
    }

    /// Takes the place of the next call; empty when none of the trunks can take it.
    public Optional<TrunkName> take(PhoneNumber.Known number) {
        return trunks.stream()
                .filter(trunk -> trunk.left > 0 && trunk.room.serves(number))
                .min(Comparator.<Filling>comparingInt(trunk -> trunk.room.priority())
                        .thenComparing(trunk -> trunk.next))
                .map(trunk -> trunk.take(now));
    }

    /// One trunk while calls are handed out.
    private static final class Filling {
        private final Room room;
        private int left;
        private Instant next;

        private Filling(Room room) {
            this.room = room;
            this.left = room.places();
            this.next = room.next();
        }

        private TrunkName take(Instant now) {
            left--;
            next = (next.isAfter(now) ? next : now).plus(room.apart());
            return room.trunk();
        }
    }
}
