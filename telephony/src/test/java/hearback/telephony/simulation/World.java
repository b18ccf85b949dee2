package hearback.telephony.simulation;

import hearback.config.calendar.CallingHours;
import hearback.config.calendar.QuietWindow;
import hearback.config.profile.ProfileVersion;
import hearback.config.profile.Retry;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.Ceilings;
import hearback.telephony.callback.RetryRule;
import hearback.telephony.flow.CallReader;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.RetryRules;
import hearback.telephony.flow.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A few days of a hotline: nodes, servers, customers, wishes, and blows, all from one seed.
final class World implements Node.Program {
    static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration LENGTH = Duration.ofDays(7);
    private static final Duration CALM_AFTER = Duration.ofDays(5);
    private static final Duration LOOKS = Duration.ofSeconds(4);
    private static final Duration CALM = Duration.ofSeconds(20);
    private static final Duration UNSETTLED = Duration.ofMinutes(20);

    private static final List<CallbackReason> REASONS = List.of(
            CallbackReason.ABANDONED_CALL, CallbackReason.REPLY, CallbackReason.FOLLOW_UP, CallbackReason.PROMISED);

    /// Two profiles: the telecom one, and one whose customers live elsewhere.
    static final Map<String, CallingHours> HOURS = Map.of(
            "telecom",
            new CallingHours(
                    ZoneId.of("Asia/Shanghai"),
                    List.of(QuietWindow.parse("20:00-08:00"), QuietWindow.parse("12:00-14:30"))),
            "gas",
            new CallingHours(ZoneId.of("Asia/Kathmandu"), List.of(QuietWindow.parse("19:00-09:30"))));

    private final Setting setting;
    /// Every seventh customer of it.
    private final boolean haveTwoNumbers;
    private final RandomGenerator chance;
    private final Baton baton;
    private final History history;
    private final Ledger ledger = new Ledger();
    private final Stores stores;
    private final List<ScriptedAsterisk> servers;
    private final Optional<ServerName> agentFirst;
    private final List<Node> nodes;
    private final Map<Node, NodeWiring> engines = new HashMap<>();
    private final Set<CallbackId> asked = new HashSet<>();
    private final Set<CallbackId> refused = new HashSet<>();
    private final List<String> mistaken = new ArrayList<>();
    private final Blows blows;
    private final Supervisor supervisor = new Supervisor(this);
    private long ids;

    World(long seed, Setting setting, Stores.Maker maker, Optional<Consumer<String>> listener) {
        this.setting = setting;
        this.haveTwoNumbers = seed % 2 != 0;
        this.baton = new Baton(START, setting.grain());
        this.chance = new SplittableRandom(seed);
        this.history = new History(listener);
        this.stores = maker.empty(
                baton::now,
                new CallReader(
                        NodeWiring.LINES,
                        NodeWiring.NUMBERS,
                        attempt -> stores().plans().findByAttempt(attempt).flatMap(plan -> plan.numberOf(attempt))));
        var customers = new Customers(chance);
        this.servers = List.of(
                new ScriptedAsterisk("east", true, baton, chance, customers, ledger, history, this::dialled),
                new ScriptedAsterisk("west", false, baton, chance, customers, ledger, history, this::dialled));
        this.agentFirst =
                Optional.of(servers.get(chance.nextInt(servers.size())).name()).filter(_ -> chance.nextInt(3) == 0);
        this.nodes = IntStream.range(0, setting.nodes())
                .mapToObj(number -> new Node("node" + (char) ('a' + number), baton, chance, history, this))
                .toList();
        this.blows = new Blows(this, START.plus(CALM_AFTER));
    }

    Outcome run() {
        nodes.forEach(Node::start);
        askForAll();
        baton.poll(START.plus(LOOKS), this::skip);
        baton.run(START.plus(LENGTH));
        var plans = stores.plans().list(Optional.empty(), Optional.empty(), Integer.MAX_VALUE);
        for (CallbackPlan plan : plans) {
            history.note(baton.now(), "end", plan.toString());
        }
        return new Outcome(
                plans,
                ledger,
                blows.struck(),
                blows.strikes(),
                supervisor.pauses(),
                supervisor.listings(),
                asked.size(),
                refused.size(),
                List.copyOf(mistaken),
                history.lines(),
                history.hash(),
                baton.now());
    }

    /// What came of it.
    ///
    /// @param accepted wishes that a node said it had taken
    /// @param refused wishes for a number that was listed by then
    /// @param mistaken what the engine threw
    record Outcome(
            List<CallbackPlan> plans,
            Ledger ledger,
            Map<Blow, Integer> struck,
            List<Blows.Strike> strikes,
            List<Supervisor.Paused> pauses,
            List<Supervisor.Listed> listings,
            int accepted,
            int refused,
            List<String> mistaken,
            long lines,
            String hash,
            Instant end) {}

    Stores stores() {
        return stores;
    }

    Setting setting() {
        return setting;
    }

    Baton baton() {
        return baton;
    }

    RandomGenerator chance() {
        return chance;
    }

    History history() {
        return history;
    }

    List<ScriptedAsterisk> servers() {
        return servers;
    }

    List<Node> nodes() {
        return nodes;
    }

    /// Where an agent is rung before the customer.
    boolean isAgentFirst(ServerName server) {
        return agentFirst.equals(Optional.of(server));
    }

    Optional<NodeWiring> engine(Node node) {
        return Optional.ofNullable(engines.get(node));
    }

    RetryRules rules() {
        return profile -> {
            var hours = HOURS.get(profile.orElseThrow().profile());
            if (hours == null) {
                throw new IllegalStateException("no such profile: " + profile);
            }
            return new RetryRule(
                    setting.mistake() == Mistake.ONE_TOO_FEW ? 2 : 3,
                    Duration.ofDays(2),
                    setting.mistake() == Mistake.NO_GAP ? Duration.ofMinutes(10) : Duration.ofHours(3),
                    ScriptedAsterisk.RING_TIME,
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(5),
                    setting.mistake() == Mistake.QUIET_HOURS_IGNORED
                            ? new CallingHours(hours.zone(), List.of())
                            : hours,
                    ceilings(profile.orElseThrow()),
                    Retry.Spread.EARLIEST);
        };
    }

    private Ceilings ceilings(ProfileVersion profile) {
        boolean has = profile.profile().equals(PromisedRule.CEILING_OF) && setting.mistake() != Mistake.CEILING_IGNORED;
        return has ? new Ceilings(PromisedRule.IN_DAY, 0) : Ceilings.NONE;
    }

    /// For what has to have a name, in the order in which it was asked for.
    UUID nextId() {
        return new UUID(8, ++ids);
    }

    Supervisor supervisor() {
        return supervisor;
    }

    @Override
    public void starts(Node node) {
        var engine = new NodeWiring(this, node, servers);
        engines.put(node, engine);
        engine.start();
    }

    @Override
    public void died(Node node) {
        engine(node).ifPresent(NodeWiring::died);
        engines.remove(node);
    }

    @Override
    public void struck(Blow blow, Duration length) {
        blows.count(blow, length);
    }

    /// The engine threw what it should not.
    void mistaken(String what) {
        history.note(baton.now(), "mistake", what);
        mistaken.add(baton.now() + " " + what);
    }

    /// Wishes come in waves: a hotline's complaints are answered in bunches.
    private void askForAll() {
        int waves = chance.nextInt(3, 6);
        List<Instant> begins = IntStream.range(0, waves)
                .mapToObj(_ -> START.plusSeconds(chance.nextInt(60, 30 * 3_600)))
                .toList();
        for (int number = 1; number <= setting.callbacks(); number++) {
            var at = begins.get(chance.nextInt(waves)).plusMillis(chance.nextInt(120_000));
            var request = request(number, at);
            var profile = chance.nextInt(5) == 0 ? "gas" : "telecom";
            baton.at(at, () -> ask(request, new ProfileVersion(profile, 1)));
            int luck = chance.nextInt(100);
            if (luck == 0) {
                baton.at(at.plusSeconds(chance.nextInt(30, 20_000)), () -> withdraw(request.id()));
            } else if (luck < 4) {
                var server = servers.get(chance.nextInt(servers.size()));
                baton.at(
                        at.plusSeconds(chance.nextInt(10, 20_000)),
                        () -> server.ringsUs(request.numbers().getLast().e164()));
            } else if (luck == 4) {
                baton.at(at.plusSeconds(chance.nextInt(10, 90_000)), () -> supervisor.list(request.number()));
            }
        }
    }

    private CallbackRequest request(int number, Instant at) {
        // Every twelfth customer has a second ticket.
        int customer = number % 12 == 0 ? number - 1 : number;
        var reason = REASONS.get(chance.nextInt(REASONS.size()));
        var notBefore = switch (reason) {
            case PROMISED -> at.plusSeconds(3_600L * chance.nextInt(1, 6));
            case ABANDONED_CALL, REPLY, FOLLOW_UP, SURVEY -> at;
        };
        var first = new PhoneNumber.Known("+86138%08d".formatted(customer));
        var request = new CallbackRequest(
                new CallbackId(new UUID(7, number)), new CallbackSubject("ticket:" + number), first, reason, notBefore);
        if (!haveTwoNumbers || customer % 7 != 0) {
            return request;
        }
        // For his second ticket he leaves the second number alone.
        var second = new PhoneNumber.Known("+86139%08d".formatted(customer));
        return customer == number
                ? request.alsoAt(List.of(second))
                : new CallbackRequest(request.id(), request.subject(), second, reason, notBefore);
    }

    /// Again and again, at any node, until one has said that it took the wish.
    private void ask(CallbackRequest request, ProfileVersion profile) {
        if (asked.contains(request.id()) || refused.contains(request.id())) {
            return;
        }
        baton.busy();
        baton.in(Duration.ofSeconds(10), () -> ask(request, profile));
        atAnyNode(engine -> {
            switch (engine.callbacks().plan(request, Optional.of(profile))) {
                case Callbacks.Planned.Accepted _ -> asked.add(request.id());
                case Callbacks.Planned.Conflict conflict -> mistaken("conflict " + conflict);
                case Callbacks.Planned.NotAllowed why -> {
                    refused.add(request.id());
                    if (!supervisor.isAskedToList(why.number().e164())) {
                        mistaken("refused " + why);
                    }
                }
            }
        });
    }

    private void withdraw(CallbackId id) {
        atAnyNode(engine -> {
            var _ = engine.callbacks().withdraw(id);
        });
    }

    void atAnyNode(Consumer<NodeWiring> what) {
        var node = nodes.get(chance.nextInt(nodes.size()));
        node.in(
                Duration.ofMillis(1),
                () -> engine(node).ifPresent(engine -> {
                    try {
                        what.accept(engine);
                    } catch (StoreUnavailable away) {
                        history.note(baton.now(), node.name(), "asked in vain");
                    } catch (RuntimeException thrown) {
                        mistaken(node.name() + " asked: " + thrown);
                    }
                }));
    }

    /// A time in which nothing can happen is not waited for: everybody is calm, no call lives, nothing is due.
    private void skip() {
        baton.poll(baton.now().plus(LOOKS), this::skip);
        boolean isCalm = !baton.busyAt().plus(CALM).isAfter(baton.now())
                && nodes.stream().allMatch(Node::isWhole)
                && servers.stream()
                        .allMatch(server -> server.isUp() && server.channels().isEmpty());
        // An attempt of which nothing was heard for so long is not about to be settled.
        boolean mayBeSettled = baton.busyAt().plus(UNSETTLED).isAfter(baton.now());
        if (!isCalm || (mayBeSettled && stores.plans().counts(baton.now()).live() > 0)) {
            return;
        }
        var until = baton.nextEvent();
        for (var waiting : stores.plans().waiting(baton.now())) {
            var due = waiting.earliest().isAfter(baton.now()) ? waiting.earliest() : baton.now();
            var opens = rules().of(waiting.profile()).hours().nextOpening(due);
            until = until.map(at -> at.isBefore(opens) ? at : opens);
        }
        until.map(at -> Duration.between(baton.now(), at).minus(LOOKS))
                .map(length -> length.truncatedTo(setting.grain()))
                .filter(length -> length.compareTo(LOOKS) > 0)
                .ifPresent(length -> {
                    history.note(baton.now(), "all", "quiet for " + length);
                    stores.skip(length);
                    baton.skip(length);
                });
    }

    /// Each request to a server may bring a blow with it.
    private void dialled() {
        blows.maybe();
    }
}
