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
/// busy
/// ones share as their paces are.
public final class LaneChoice {
    private final List<Lane> lanes;
    private final Instant now;

    /// @param rooms in the order in which they are named
    public LaneChoice(Collection<Room> rooms, Instant now) {
        this.lanes = rooms.stream().map(Lane::new).toList();
        this.now = now;
    }

    /// Takes the place of the next call; empty when none of the trunks can take it.
    public Optional<TrunkName> take(PhoneNumber.Known number) {
        return lanes.stream()
                .filter(lane -> lane.left > 0 && lane.room.serves(number))
                .min(Comparator.<Lane>comparingInt(lane -> lane.room.priority()).thenComparing(lane -> lane.next))
                .map(lane -> lane.take(now));
    }

    /// One trunk while calls are handed out.
    private static final class Lane {
        private final Room room;
        private int left;
        private Instant next;

        private Lane(Room room) {
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
