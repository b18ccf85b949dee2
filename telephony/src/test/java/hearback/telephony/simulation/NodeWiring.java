package hearback.telephony.simulation;

import hearback.telephony.call.InertText;
import hearback.telephony.call.Lines;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.flow.AgentFirst;
import hearback.telephony.flow.AgentPhones;
import hearback.telephony.flow.AllowedNumbers;
import hearback.telephony.flow.CallDropper;
import hearback.telephony.flow.CallLog;
import hearback.telephony.flow.CallReader;
import hearback.telephony.flow.CallbackHolds;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.Dialer;
import hearback.telephony.flow.DropInVain;
import hearback.telephony.flow.EarlyMedia;
import hearback.telephony.flow.FollowerPlaces;
import hearback.telephony.flow.GuardedRules;
import hearback.telephony.flow.HoldCallbacks;
import hearback.telephony.flow.HoldLine;
import hearback.telephony.flow.HoldStore;
import hearback.telephony.flow.LineHistory;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.LineStores;
import hearback.telephony.flow.LiveBoard;
import hearback.telephony.flow.LiveLegs;
import hearback.telephony.flow.NameOverdue;
import hearback.telephony.flow.NumberReader;
import hearback.telephony.flow.Pace;
import hearback.telephony.flow.PlanCallback;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.RememberedNumbers;
import hearback.telephony.flow.RetryRules;
import hearback.telephony.flow.RingCustomer;
import hearback.telephony.flow.Rounds;
import hearback.telephony.flow.RunDueCallbacks;
import hearback.telephony.flow.ServeLine;
import hearback.telephony.flow.SettleAttempt;
import hearback.telephony.flow.SettleAttempts;
import hearback.telephony.flow.SweepUnknownAttempts;
import hearback.telephony.flow.TellFollowers;
import hearback.telephony.flow.Told;
import hearback.telephony.flow.TrackRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The engine of one node in one of its lives, put together as [hearback.telephony.Telephony] and its CallbackParts do
/// it: whoever changes the one changes the other. Only the rests of what looks in vain are longer here, so that days
/// pass in seconds.
final class NodeWiring {
    static final Duration LEASE = Duration.ofSeconds(3);
    static final int CALLS_PER_SECOND = 10;
    static final Lines LINES = new Lines(Map.of("4001", ScriptedAsterisk.QUEUE), Set.of("from-trunk"));
    static final NumberReader NUMBERS = NodeWiring::read;

    private static final PlanStore.Limits LIMITS = new PlanStore.Limits(20, 60).ahead(RunDueCallbacks.LEAD);
    private static final Duration UNKNOWN_LIMIT = Duration.ofMinutes(10);
    private static final Duration DUE_REST = Duration.ofSeconds(2);
    private static final Duration SWEEP_REST = Duration.ofSeconds(8);
    private static final Duration OVERDUE_REST = Duration.ofMinutes(2);
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final int BUFFER = 1_000_000;

    private final World world;
    private final Node node;
    private final InstantSource time;
    private final PlanStore plans;
    private final RetryRules rules;
    private final SettleAttempt settle;
    private final SettleAttempts follower;
    private final Callbacks callbacks;
    private final HoldStore holdStore;
    private final CallbackHolds holds;
    private final AllowedNumbers allowed = new AllowedNumbers(List.of("+86"));
    private final TellFollowers followers;
    private final List<Rounds> loops = new ArrayList<>();
    private final List<Rounds> ringing = new ArrayList<>();
    private final Map<String, Rounds> made = new HashMap<>();
    private final Map<ServerName, ScriptedEar> ears = new HashMap<>();
    private final Map<ServerName, ScriptedLine> orders = new HashMap<>();

    NodeWiring(World world, Node node, Iterable<ScriptedAsterisk> servers) {
        this.world = world;
        this.node = node;
        var stores = world.stores();
        var mistake = world.setting().mistake();
        time = mistake == Mistake.WALL_CLOCK ? node.wallClock() : node.time();
        plans = node.through(PlanStore.class, mistake.of(stores), true);
        rules = new GuardedRules(world.rules(), plans);
        var reader = new CallReader(
                LINES,
                NUMBERS,
                new RememberedNumbers(attempt -> plans.findByAttempt(attempt).flatMap(plan -> plan.numberOf(attempt))));
        var log = node.through(CallLog.class, stores.log(), true);
        var history = node.through(LineHistory.class, stores.history(), true);
        var calls = node.through(Calls.class, stores.calls(), true);
        var lease = node.through(LineLease.class, stores.lease(node.run(), time), true);
        followers = new TellFollowers(
                log, node.through(FollowerPlaces.class, stores.places(), true), reader, this::longRests);
        settle = new SettleAttempt(plans, rules, allowed, time);
        follower = new SettleAttempts(plans, settle, this::drop, EarlyMedia.NOT_HEARD, time);
        holdStore = node.through(HoldStore.class, stores.holds(), true);
        holds = new HoldCallbacks(
                holdStore,
                plans,
                world.servers().stream()
                        .collect(Collectors.toMap(ScriptedAsterisk::name, _ -> Set.of(TrunkName.NOT_SAID))),
                LINES,
                world::nextId,
                time);
        callbacks = new PlanCallback(plans, rules, allowed, holdStore, () -> ringing.forEach(Rounds::nudge), time);
        followers.follow(SettleAttempts.NAME, follower);
        loops.add(loop("overdue", new NameOverdue(plans, rules, allowed, time)::runOnce, OVERDUE_REST));
        for (ScriptedAsterisk server : servers) {
            var name = server.name();
            var ear = new ScriptedEar(node, server, world.baton(), world.chance(), time, () -> nudge("track-" + name));
            var hold = new HoldLine(name, lease, time);
            var told = new Told(new LiveBoard(), reader, followers::nudge);
            var serve = new ServeLine(
                    hold,
                    ear,
                    new LineStores(log, history, server.journal()),
                    told,
                    new TrackRules(LINES, SETTLE, UNKNOWN_LIMIT, BUFFER, Duration.ZERO),
                    time,
                    this::longRests);
            ears.put(name, ear);
            loops.add(loop("line-" + name, serve::runOnce, LEASE.dividedBy(3)));
            ringThrough(server, hold, ear, calls);
        }
    }

    private void ringThrough(ScriptedAsterisk server, HoldLine hold, ScriptedEar ear, Calls calls) {
        var order = new ScriptedLine(node, server, world.baton(), world.chance());
        orders.put(server.name(), order);
        var agentRings = world.isAgentFirst(server.name()) ? ScriptedAsterisk.AGENT_RING_TIME : Duration.ZERO;
        var ring = new RingCustomer(plans, dialer(server, order), settle, allowed, holdStore, rules, time)
                .afterAgents(agentRings);
        int perSecond = world.setting().mistake() == Mistake.PACE_IGNORED ? 1_000 : CALLS_PER_SECOND;
        var due = new RunDueCallbacks(
                plans,
                rules,
                () -> hold.held().filter(_ -> ear.state().connected()),
                ring,
                LIMITS.agentFirst(agentRings),
                agentRings.isZero() ? () -> Integer.MAX_VALUE : server::freeAgents,
                new Pace(perSecond),
                time,
                this::start);
        var sweep = new SweepUnknownAttempts(
                plans,
                hold::held,
                new SweepUnknownAttempts.Proof(calls, node.through(LiveLegs.class, order, false), follower),
                settle,
                SweepUnknownAttempts.Patience.of(ScriptedAsterisk.RING_TIME.plus(agentRings), UNKNOWN_LIMIT),
                time);
        var drop = new DropInVain(plans, hold::held, calls, node.through(CallDropper.class, order, false), time);
        var rings = rounds("ring-" + server.name(), () -> due.runOnce().rest(time.instant(), DUE_REST));
        ringing.add(rings);
        loops.add(rings);
        loops.add(loop("drop-" + server.name(), drop::runOnce, DUE_REST));
        loops.add(loop("sweep-" + server.name(), sweep::runOnce, SWEEP_REST));
    }

    /// Who is free the server tells at once here; in the program a board does, a moment later.
    private Dialer dialer(ScriptedAsterisk server, ScriptedLine order) {
        var alone = node.through(Dialer.class, order, false);
        return world.isAgentFirst(server.name())
                ? new AgentFirst(_ -> server.freeAgent(), node.through(AgentPhones.class, order, false), alone)
                : alone;
    }

    private CallDropper.Dropped drop(Attempt attempt) {
        return node.through(CallDropper.class, orders(attempt.server()), false).drop(attempt);
    }

    void start() {
        followers.start();
        loops.forEach(Rounds::start);
    }

    CallbackHolds holds() {
        return holds;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    ScriptedEar ear(ServerName server) {
        return Optional.ofNullable(ears.get(server)).orElseThrow();
    }

    ScriptedLine orders(ServerName server) {
        return Optional.ofNullable(orders.get(server)).orElseThrow();
    }

    /// Nobody hears what a dead process would have heard.
    void died() {
        ears.values().forEach(ScriptedEar::died);
    }

    private void start(Instant at, Runnable work) {
        var rest = Duration.between(time.instant(), at);
        node.in(rest.isNegative() ? Duration.ZERO : rest, () -> {
            try {
                work.run();
            } catch (RuntimeException thrown) {
                world.mistaken(node.name() + " dial: " + thrown);
            }
        });
    }

    private void nudge(String name) {
        Optional.ofNullable(made.get(name)).ifPresent(Rounds::nudge);
    }

    /// For what is nudged when there is something to do.
    private Rounds longRests(String name, IntSupplier round, Duration rest) {
        return loop(name, round, rest.isZero() ? Duration.ofMillis(500) : rest.multipliedBy(10));
    }

    private Rounds loop(String name, IntSupplier round, Duration rest) {
        return rounds(name, () -> round.getAsInt() == 0 ? rest : Duration.ZERO);
    }

    private Rounds rounds(String name, Supplier<Duration> round) {
        var its = new SimulatedRounds(node, world.baton(), name, round, world::mistaken);
        made.put(name, its);
        return its;
    }

    private static PhoneNumber read(InertText written) {
        return written.text().matches("\\+86[0-9]{11}")
                ? new PhoneNumber.Known(written.text())
                : new PhoneNumber.Unknown(written);
    }
}
