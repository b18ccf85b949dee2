package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rings everybody whose time has come, through one server. Safe to call from several processes: only the one that
/// holds the line dials, and the store hands out each callback once.
public final class RunDueCallbacks {
    private static final Logger log = LoggerFactory.getLogger(RunDueCallbacks.class);

    private final PlanStore plans;
    private final RetryRules rules;
    private final Supplier<Optional<LineLease.Held>> line;
    private final RingCustomer ring;
    private final PlanStore.Limits limits;
    private final InstantSource time;
    private final Executor threads;

    /// @param line the lease of the server, while it is ours
    /// @param threads one for each dial: a slow answer from the server must not hold the others up
    public RunDueCallbacks(
            PlanStore plans,
            RetryRules rules,
            Supplier<Optional<LineLease.Held>> line,
            RingCustomer ring,
            PlanStore.Limits limits,
            InstantSource time,
            Executor threads) {
        this.plans = plans;
        this.rules = rules;
        this.line = line;
        this.ring = ring;
        this.limits = limits;
        this.time = time;
        this.threads = threads;
    }

    /// @throws StoreUnavailable when nothing certain can be said: the next run goes on
    public Round runOnce() {
        var held = line.get();
        if (held.isEmpty()) {
            return new Round(0, Optional.empty());
        }
        var now = time.instant();
        var due = new Due(new ArrayList<>(), Optional.empty());
        for (PlanStore.Waiting waiting : plans.waiting()) {
            due = look(due, waiting, now);
        }
        if (due.open().isEmpty()) {
            return new Round(0, due.next());
        }
        var claimed = plans.claimDue(held.get(), now, due.open(), limits);
        claimed.forEach(one -> threads.execute(() -> ring.ring(one)));
        return new Round(claimed.size(), due.next());
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
