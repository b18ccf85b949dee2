package hearback.telephony.flow;

import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.TrunkHealth;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The trunks of one server: which of them take calls now, how many, and when again.
///
/// With one trunk the store itself counts what is under way as it claims; of several it is asked before. Nobody else
/// claims for the server meanwhile, so that it can only have become less.
public final class Lanes {
    private final PlanStore plans;
    private final Map<TrunkName, Lane> lanes;

    /// @param lanes in the order in which they are named
    public Lanes(PlanStore plans, List<Lane> lanes) {
        this.plans = plans;
        this.lanes = lanes.stream()
                .collect(Collectors.toMap(
                        lane -> lane.trunk().name(), Function.identity(), (one, _) -> one, LinkedHashMap::new));
    }

    /// @throws StoreUnavailable when it could not be looked up
    synchronized Open open(ServerName server, Instant now) {
        lanes.values().forEach(lane -> lane.look(plans, server, now));
        Map<TrunkName, PlanStore.Load> loads = lanes.size() == 1 ? Map.of() : plans.loads(server, lanes.keySet(), now);
        var rooms = lanes.values().stream()
                .map(lane -> lane.room(loads.getOrDefault(lane.trunk().name(), PlanStore.Load.NONE), now))
                .toList();
        return new Open(
                rooms.stream().filter(room -> room.places() > 0).toList(),
                rooms.stream()
                        .filter(room -> room.places() == 0)
                        .flatMap(room -> lane(room.trunk()).opens(now).stream())
                        .min(Comparator.naturalOrder()),
                together());
    }

    private int together() {
        return lanes.size() == 1
                ? lanes.values().iterator().next().liveAttempts()
                : lanes.values().stream()
                        .mapToInt(lane -> lane.trunk().liveAttempts())
                        .sum();
    }

    Lane lane(TrunkName trunk) {
        return Optional.ofNullable(lanes.get(trunk)).orElseThrow();
    }

    /// Rings through this trunk.
    public RingCustomer ring(TrunkName trunk) {
        return lane(trunk).ring();
    }

    Collection<Lane> all() {
        return lanes.values();
    }

    /// How the trunk is, as of the last round in which somebody was due.
    public TrunkHealth health(TrunkName trunk) {
        return lane(trunk).health();
    }

    /// @param rooms of those that have some
    /// @param next when one that has none has some again, as far as is known
    /// @param liveAttempts under way at most, of all together
    record Open(List<Room> rooms, Optional<Instant> next, int liveAttempts) {
        Open {
            rooms = List.copyOf(rooms);
        }
    }
}
