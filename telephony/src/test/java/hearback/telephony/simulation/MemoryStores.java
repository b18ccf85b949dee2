package hearback.telephony.simulation;

import hearback.telephony.call.CallId;
import hearback.telephony.call.ServerName;
import hearback.telephony.flow.CallLog;
import hearback.telephony.flow.CallReader;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.FollowerPlaces;
import hearback.telephony.flow.HoldStore;
import hearback.telephony.flow.LineHistory;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.testing.InMemoryCallLog;
import hearback.telephony.testing.InMemoryHoldStore;
import hearback.telephony.testing.InMemoryLineHistory;
import hearback.telephony.testing.InMemoryPlanStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The fakes that pass the contracts of the real stores.
final class MemoryStores implements Stores {
    private static final Duration LENGTH = NodeWiring.LEASE;

    private final Supplier<Instant> now;
    private final CallReader reader;
    private final InMemoryHoldStore holds = new InMemoryHoldStore();
    private final InMemoryPlanStore plans = new InMemoryPlanStore(holds);
    private final InMemoryCallLog log;
    private final InMemoryLineHistory history = new InMemoryLineHistory();
    private final Map<String, Long> places = new HashMap<>();
    private final Map<ServerName, Lease> leases = new HashMap<>();

    private record Lease(String owner, long fence, Instant until) {}

    MemoryStores(Supplier<Instant> now, CallReader reader) {
        this.now = now;
        // Whom an attempt rang is for whoever asks; storing needs no customer.
        this.reader = reader;
        this.log = new InMemoryCallLog(reader);
    }

    @Override
    public PlanStore plans() {
        return plans;
    }

    @Override
    public HoldStore holds() {
        return holds;
    }

    @Override
    public CallLog log() {
        return log;
    }

    @Override
    public LineHistory history() {
        return history;
    }

    @Override
    public Calls calls() {
        return new Calls() {
            @Override
            public Optional<Found> find(CallId id) {
                return Optional.ofNullable(log.factsOf(Set.of(id)).get(id))
                        .map(facts -> reader.record(id, facts))
                        .map(call -> new Found(call, reader.customer(call)));
            }

            @Override
            public List<Found> list(boolean live, Optional<CallId> before, int limit) {
                throw new UnsupportedOperationException("nobody here lists calls");
            }
        };
    }

    @Override
    public FollowerPlaces places() {
        return new FollowerPlaces() {
            @Override
            public long placeOf(String follower) {
                return places.getOrDefault(follower, 0L);
            }

            @Override
            public void save(String follower, long place) {
                places.merge(follower, place, Math::max);
            }
        };
    }

    /// As `SqlLineLease` has it in one statement.
    @Override
    public LineLease lease(String owner, InstantSource time) {
        return new LineLease() {
            @Override
            public Optional<Held> hold(ServerName server, Optional<Held> mine) {
                var asked = time.instant();
                var before = leases.get(server);
                boolean isFree = before == null || !before.until.isAfter(now.get());
                if (before != null && !isFree && !before.owner.equals(owner)) {
                    return Optional.empty();
                }
                boolean goesOn = before != null
                        && before.owner.equals(owner)
                        && (!isFree
                                || mine.filter(held -> held.fence() == before.fence)
                                        .isPresent());
                long fence = before == null ? 1 : goesOn ? before.fence : before.fence + 1;
                keep(server, new Lease(owner, fence, now.get().plus(LENGTH)));
                return Optional.of(new Held(server, fence, asked.plus(LENGTH)));
            }

            @Override
            public void release(Held held) {
                var before = leases.get(held.server());
                if (before != null && before.owner.equals(owner) && before.fence == held.fence()) {
                    leases.put(held.server(), new Lease(owner, before.fence, now.get()));
                }
            }
        };
    }

    private void keep(ServerName server, Lease lease) {
        leases.put(server, lease);
        plans.fence(server, lease.fence);
        log.fence(server, lease.fence);
        history.fence(server, lease.fence);
    }

    @Override
    public void skip(Duration length) {
        leases.replaceAll((_, lease) ->
                lease.until.isAfter(now.get()) ? new Lease(lease.owner, lease.fence, lease.until.plus(length)) : lease);
    }
}
