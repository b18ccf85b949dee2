package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.TrunkHealth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rings everybody whose time has come, through one server. Safe to call from several processes: only the one that
/// holds the line dials, and the store hands out each callback once.
public final class RunDueCallbacks {
    private static final Logger log = LoggerFactory.getLogger(RunDueCallbacks.class);
    /// So far ahead of its moment an attempt is committed, so that many are in one transaction.
    private static final Duration AHEAD = Duration.ofMillis(200);
    /// A call that fails takes longer; rounds follow each other faster while many are due.
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    /// One call finds out whether the trunk takes calls again, when no other is under way.
    private static final PlanStore.Limits PROBE = new PlanStore.Limits(1, 1);

    private final PlanStore plans;
    private final RetryRules rules;
    private final Supplier<Optional<LineLease.Held>> line;
    private final RingCustomer ring;
    private final PlanStore.Limits limits;
    private final IntSupplier agents;
    private final Pace pace;
    private final InstantSource time;
    private final Starter starter;
    private volatile TrunkHealth trunk = new TrunkHealth.Works();
    private Instant lookedAt = Instant.EPOCH;

    /// @param line the lease of the server, while it is ours
    /// @param pace of this server alone
    /// @param starter with a thread for each dial: a slow answer from the server must not hold the others up
    public RunDueCallbacks(
            PlanStore plans,
            RetryRules rules,
            Supplier<Optional<LineLease.Held>> line,
            RingCustomer ring,
            PlanStore.Limits limits,
            Pace pace,
            InstantSource time,
            Starter starter) {
        this(plans, rules, line, ring, limits, () -> Integer.MAX_VALUE, pace, time, starter);
    }

    /// As above.
    ///
    /// @param agents how many that need an agent may be begun now
    public RunDueCallbacks(
            PlanStore plans,
            RetryRules rules,
            Supplier<Optional<LineLease.Held>> line,
            RingCustomer ring,
            PlanStore.Limits limits,
            IntSupplier agents,
            Pace pace,
            InstantSource time,
            Starter starter) {
        this.plans = plans;
        this.rules = rules;
        this.line = line;
        this.ring = ring;
        this.limits = limits;
        this.agents = agents;
        this.pace = pace;
        this.time = time;
        this.starter = starter;
    }

    /// @throws StoreUnavailable when nothing certain can be said: the next run goes on
    public Round runOnce() {
        var held = line.get();
        if (held.isEmpty()) {
            return new Round(0, Optional.empty());
        }
        var now = time.instant();
        var due = new Due(new ArrayList<>(), Optional.empty());
        for (PlanStore.Waiting waiting : plans.waiting(now)) {
            due = look(due, waiting, now);
        }
        if (due.open().isEmpty()) {
            return new Round(0, due.next());
        }
        return switch (lookAtTrunk(held.get().server(), now)) {
            case TrunkHealth.Works _ -> claim(held.get(), now, due, limits);
            case TrunkHealth.Fails fails ->
                fails.probeAt().isAfter(now)
                        ? new Round(0, Optional.of(fails.probeAt()))
                        : claim(held.get(), now, due, PROBE);
        };
    }

    private Round claim(LineLease.Held held, Instant now, Due due, PlanStore.Limits present) {
        int free = pace.free(now, AHEAD);
        if (free == 0) {
            return new Round(0, Optional.of(pace.first(now).minus(AHEAD.dividedBy(2))));
        }
        var most = new PlanStore.Limits(
                Math.min(free, present.batch()), present.liveAttempts(), agents.getAsInt(), limits.agentFirst());
        var claimed = plans.claimDue(held, now, due.open(), most);
        claimed.forEach(one -> starter.start(pace.take(now), () -> ring.ring(one)));
        return new Round(claimed.size(), due.next());
    }

    private TrunkHealth lookAtTrunk(ServerName server, Instant now) {
        if (trunk instanceof TrunkHealth.Works && lookedAt.plus(LOOK_EVERY).isAfter(now)) {
            return trunk;
        }
        lookedAt = now;
        var before = trunk;
        trunk = TrunkHealth.of(plans.lastAt(server, TrunkHealth.LOOKED_AT));
        if (trunk instanceof TrunkHealth.Fails fails && before instanceof TrunkHealth.Works) {
            log.warn(
                    "server={}: {} calls in a row failed on our side (the last: {}), since {}; one at a time finds out"
                            + " whether the trunk takes calls again, the others wait",
                    server,
                    TrunkHealth.FAILURES,
                    fails.fault(),
                    fails.since());
        } else if (trunk instanceof TrunkHealth.Works && before instanceof TrunkHealth.Fails) {
            log.info("server={}: the trunk takes calls again", server);
        }
        return trunk;
    }

    /// As of the last round in which somebody was due.
    public TrunkHealth trunk() {
        return trunk;
    }

    /// What fell due while we were away waits for the next opening of its rule.
    private Due look(Due due, PlanStore.Waiting waiting, Instant now) {
        try {
            var hours = rules.of(waiting.profile()).hours();
            if (waiting.earliest().isAfter(now)) {
                return due.next(waiting.earliest());
            }
            return hours.isOpenAt(now) ? due.open(waiting.profile()) : due.next(hours.nextOpening(now));
        } catch (IllegalStateException unknown) {
            // Those of the other rules must not wait for it.
            log.error("nobody is rung by the rule of {}", waiting.profile(), unknown);
            return due;
        }
    }

    /// Has something done at its moment, which is not far away.
    public interface Starter {
        void start(Instant at, Runnable work);
    }

    /// @param handedOn how many attempts were committed and handed on
    /// @param next when there is something to do again, as far as is known; what is due and could not be claimed is
    ///     not in it
    public record Round(int handedOn, Optional<Instant> next) {
        /// Nothing, while there was work; otherwise until the next one is due.
        ///
        /// @param most others may plan something meanwhile, and what holds a due one up may end
        public Duration rest(Instant now, Duration most) {
            if (handedOn > 0) {
                return Duration.ZERO;
            }
            return next.map(at -> Duration.between(now, at))
                    .filter(wait -> wait.compareTo(most) < 0)
                    .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                    .orElse(most);
        }
    }

    /// @param open the rules of which something is due and may be rung
    private record Due(List<Optional<ProfileVersion>> open, Optional<Instant> next) {
        Due open(Optional<ProfileVersion> rule) {
            open.add(rule);
            return this;
        }

        Due next(Instant at) {
            return next.filter(sooner -> sooner.isBefore(at)).isPresent() ? this : new Due(open, Optional.of(at));
        }
    }
}
