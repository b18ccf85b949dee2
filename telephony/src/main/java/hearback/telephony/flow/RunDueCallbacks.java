package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.Trunk;
import hearback.telephony.callback.TrunkHealth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
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
    /// So long before its time a callback is claimed by the service: claim and commit are over when it has come.
    public static final Duration LEAD = Duration.ofMillis(50);

    /// So long before its moment it is released: what a statement takes.
    private static final Duration RELEASE = Duration.ofMillis(15);

    private final PlanStore plans;
    private final RetryRules rules;
    private final Supplier<Optional<LineLease.Held>> line;
    private final Lanes lanes;
    private final PlanStore.Limits limits;
    private final IntSupplier agents;
    private final InstantSource time;
    private final Starter starter;
    private final VainLooks vain = new VainLooks();

    /// Through the only trunk there is.
    ///
    /// @param pace of this trunk alone
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
        this(
                plans,
                rules,
                line,
                new Lanes(
                        plans,
                        List.of(new Lane(
                                new Trunk(TrunkName.NOT_SAID, List.of(), 1, 1, limits.liveAttempts()), pace, ring))),
                limits,
                agents,
                time,
                starter);
    }

    /// @param line the lease of the server, while it is ours
    /// @param lanes the trunks of this server
    /// @param limits how many at once, how long ahead, and who is rung first; what the trunks and the agents take
    ///     is looked up each time
    /// @param agents how many that need an agent may be begun now
    /// @param starter with a thread for each dial: a slow answer from the server must not hold the others up
    public RunDueCallbacks(
            PlanStore plans,
            RetryRules rules,
            Supplier<Optional<LineLease.Held>> line,
            Lanes lanes,
            PlanStore.Limits limits,
            IntSupplier agents,
            InstantSource time,
            Starter starter) {
        this.plans = plans;
        this.rules = rules;
        this.line = line;
        this.lanes = lanes;
        this.limits = limits;
        this.agents = agents;
        this.time = time;
        this.starter = starter;
    }

    /// @throws StoreUnavailable when nothing certain can be said: the next run goes on
    public Round runOnce() {
        var held = line.get();
        if (held.isEmpty()) {
            return Round.idle(Optional.empty());
        }
        var now = time.instant();
        var due = new Due(new ArrayList<>(), Optional.empty());
        for (PlanStore.Waiting waiting : plans.waiting(now)) {
            due = look(due, waiting, now);
        }
        if (due.open().isEmpty()) {
            return Round.idle(due.next());
        }
        var open = lanes.open(held.get().server(), now);
        if (open.rooms().isEmpty()) {
            return Round.idle(open.next());
        }
        int handedOn = ring(held.get(), now, due.open(), open);
        // Those that fall due next are claimed together.
        var gather = handedOn < limits.batch() ? limits.ahead().dividedBy(4) : Duration.ZERO;
        return new Round(handedOn, open.next().map(due::next).orElse(due).next(), gather);
    }

    /// What a trunk that filled up could not take may have stood before what the others can: those are looked for
    /// again, among the numbers that they serve.
    private int ring(LineLease.Held held, Instant now, List<Optional<ProfileVersion>> rules, Lanes.Open open) {
        int handedOn = 0;
        int needAgents = agents.getAsInt();
        var rooms = open.rooms();
        boolean again = true;
        while (again) {
            int places = rooms.stream().mapToInt(Room::places).sum();
            var most = new PlanStore.Limits(Math.min(places, limits.batch()), open.liveAttempts(), needAgents)
                    .through(rooms)
                    .ahead(limits.ahead())
                    .agentFirst(limits.agentRings());
            var claimed = claim(held, now, rules, most);
            claimed.stream()
                    .sorted(Comparator.comparing(one -> one.attempt().startedAt()))
                    .forEach(this::start);
            handedOn += claimed.size();
            needAgents -= (int) claimed.stream()
                    .filter(one -> one.reason() != CallbackReason.SURVEY)
                    .count();
            var left = left(rooms, claimed);
            again = !left.isEmpty()
                    && left.size() < rooms.size()
                    && rooms.stream().anyMatch(room -> !room.prefixes().isEmpty());
            rooms = left;
        }
        return handedOn;
    }

    private List<PlanStore.Claimed> claim(
            LineLease.Held held, Instant now, List<Optional<ProfileVersion>> rules, PlanStore.Limits limits) {
        if (vain.rests(limits.prefixes(), now)) {
            return List.of();
        }
        var began = time.instant();
        var claimed = plans.claimDue(held, now, rules, limits);
        vain.found(limits.prefixes(), claimed.size(), began, time.instant());
        return claimed;
    }

    private void start(PlanStore.Claimed claimed) {
        var lane = lanes.lane(claimed.attempt().trunk());
        var moment = lane.begin(claimed.attempt().startedAt());
        starter.start(
                moment.minus(RELEASE),
                () -> lane.ring().release(claimed).ifPresent(send -> starter.start(moment, send)));
    }

    private static List<Room> left(List<Room> rooms, List<PlanStore.Claimed> claimed) {
        return rooms.stream()
                .map(room -> room.without((int) claimed.stream()
                        .filter(one -> one.attempt().trunk().equals(room.trunk()))
                        .count()))
                .filter(room -> room.places() > 0)
                .toList();
    }

    /// Of the only trunk there is, as of the last round in which somebody was due.
    public TrunkHealth trunk() {
        return lanes.health(TrunkName.NOT_SAID);
    }

    /// What fell due while we were away waits for the next opening of its rule; and so does what would ring an
    /// agent now and the customer in quiet hours.
    private Due look(Due due, PlanStore.Waiting waiting, Instant now) {
        try {
            var hours = rules.of(waiting.profile()).hours();
            if (waiting.earliest().isAfter(now.plus(limits.ahead()))) {
                return due.next(waiting.earliest().minus(limits.ahead()));
            }
            var rungBy = hours.isOpenAt(now) ? now.plus(limits.agentRings()) : now;
            return hours.isOpenAt(rungBy) ? due.open(waiting.profile()) : due.next(hours.nextOpening(rungBy));
        } catch (IllegalStateException unknown) {
            // Those of the other rules must not wait for it.
            log.error("nobody is rung by the rule of {}", waiting.profile(), unknown);
            return due;
        }
    }

    /// Has something done at its moment, which is not far away; at once when it is over.
    public interface Starter {
        void start(Instant at, Runnable work);
    }

    /// @param handedOn how many attempts were committed and handed on
    /// @param next when there is something to do again, as far as is known; what is due and could not be claimed is
    ///     not in it
    /// @param gather how long to wait then for more
    public record Round(int handedOn, Optional<Instant> next, Duration gather) {
        static Round idle(Optional<Instant> next) {
            return new Round(0, next, Duration.ZERO);
        }

        /// Nothing or a little, while there was work; otherwise until the next one is due.
        ///
        /// @param most others may plan something meanwhile, and what holds a due one up may end
        public Duration rest(Instant now, Duration most) {
            if (handedOn > 0) {
                return gather;
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
