package hearback.telephony.flow;

import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Trunk;
import hearback.telephony.callback.TrunkHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One trunk of a server, its pace and whether it takes calls.
public final class Lane {
    /// So far ahead of its moment an attempt is committed, so that many are in one transaction.
    private static final Duration AHEAD = Duration.ofMillis(200);
    /// A call that fails takes longer; rounds follow each other faster while many are due.
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final Trunk trunk;
    private final Pace pace;
    private final RingCustomer ring;
    private volatile TrunkHealth health = new TrunkHealth.Works();
    private Instant lookedAt = Instant.EPOCH;

    /// @param ring rings through this trunk
    public Lane(Trunk trunk, RingCustomer ring) {
        this(trunk, new Pace(trunk.callsPerSecond()), ring);
    }

    Lane(Trunk trunk, Pace pace, RingCustomer ring) {
        this.trunk = trunk;
        this.pace = pace;
        this.ring = ring;
    }

    Trunk trunk() {
        return trunk;
    }

    /// As of the last round in which somebody was due.
    TrunkHealth health() {
        return health;
    }

    RingCustomer ring() {
        return ring;
    }

    /// Looks what the last attempts through it came to.
    synchronized void look(PlanStore plans, ServerName server, Instant now) {
        if (health instanceof TrunkHealth.Works && lookedAt.plus(LOOK_EVERY).isAfter(now)) {
            return;
        }
        lookedAt = now;
        var before = health;
        health = TrunkHealth.of(plans.lastAt(server, trunk.name(), TrunkHealth.LOOKED_AT));
        if (health instanceof TrunkHealth.Fails fails && before instanceof TrunkHealth.Works) {
            log.warn(
                    "server={} trunk={}: {} calls in a row failed on our side (the last: {}), since {}; one at a time"
                            + " finds out whether the trunk takes calls again, the others go another way or wait",
                    server,
                    trunk.name(),
                    TrunkHealth.FAILURES,
                    fails.fault(),
                    fails.since());
        } else if (health instanceof TrunkHealth.Works && before instanceof TrunkHealth.Fails) {
            log.info("server={} trunk={}: the trunk takes calls again", server, trunk.name());
        }
    }

    /// What may be begun through it before long.
    synchronized Room room(PlanStore.Load load, Instant now) {
        int most = load.paused() ? 0 : pace.free(now, AHEAD);
        return switch (health) {
            case TrunkHealth.Works _ -> room(trunk.priority(), Math.clamp(trunk.liveAttempts() - load.live(), 0, most));
            case TrunkHealth.Fails fails ->
                room(Room.FINDS_OUT, load.live() > 0 || fails.probeAt().isAfter(now) ? 0 : Math.min(1, most));
        };
    }

    private Room room(int priority, int places) {
        return new Room(trunk.name(), trunk.prefixes(), priority, pace.turn(), pace.apart(), places);
    }

    /// How many may be under way through it now.
    int liveAttempts() {
        return health instanceof TrunkHealth.Works ? trunk.liveAttempts() : 1;
    }

    /// When there is room again, of a lane that has none: by its pace or its next call that finds out. Empty when
    /// others have to end first.
    synchronized Optional<Instant> opens(Instant now) {
        if (health instanceof TrunkHealth.Fails fails && fails.probeAt().isAfter(now)) {
            return Optional.of(fails.probeAt());
        }
        return pace.free(now, AHEAD) > 0
                ? Optional.empty()
                : Optional.of(pace.first(now).minus(AHEAD.dividedBy(2)));
    }

    /// Takes the moment of its next call.
    synchronized Instant begin(Instant now) {
        return pace.take(now);
    }
}
