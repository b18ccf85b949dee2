package hearback.telephony;

import hearback.config.HotlineSettings;
import hearback.config.LineSettings;
import hearback.config.RedisSettings;
import hearback.config.Settings;
import hearback.config.profile.ProfileVersion;
import hearback.config.profile.Retry;
import hearback.telephony.ami.AmiActions;
import hearback.telephony.ami.AmiConnection;
import hearback.telephony.ami.AmiServers;
import hearback.telephony.call.Lines;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.disk.CelFile;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.CallFacts;
import hearback.telephony.flow.CallLog;
import hearback.telephony.flow.CallReader;
import hearback.telephony.flow.CallbackHolds;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.ClearEarlyMedia;
import hearback.telephony.flow.Dispatch;
import hearback.telephony.flow.DropInVain;
import hearback.telephony.flow.HearEarlyMedia;
import hearback.telephony.flow.HoldCallbacks;
import hearback.telephony.flow.HoldLine;
import hearback.telephony.flow.HoldStore;
import hearback.telephony.flow.KeepAgentWaits;
import hearback.telephony.flow.KeepBoard;
import hearback.telephony.flow.LineHistory;
import hearback.telephony.flow.LineJournal;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.LineStates;
import hearback.telephony.flow.LineStores;
import hearback.telephony.flow.LiveBoard;
import hearback.telephony.flow.Loop;
import hearback.telephony.flow.NumberReader;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.Previews;
import hearback.telephony.flow.RememberedNumbers;
import hearback.telephony.flow.RunDueCallbacks;
import hearback.telephony.flow.RungNumbers;
import hearback.telephony.flow.ServeLine;
import hearback.telephony.flow.SettleAttempts;
import hearback.telephony.flow.ShowDispatch;
import hearback.telephony.flow.ShowLines;
import hearback.telephony.flow.SweepUnknownAttempts;
import hearback.telephony.flow.TellFollowers;
import hearback.telephony.flow.Told;
import hearback.telephony.flow.TrackRules;
import hearback.telephony.flow.WatchCauses;
import hearback.telephony.phone.LibNumberReader;
import hearback.telephony.redis.LiveChannel;
import hearback.telephony.redis.RedisLiveBoard;
import hearback.telephony.sql.SqlAgentWaits;
import hearback.telephony.sql.SqlCallLog;
import hearback.telephony.sql.SqlCalls;
import hearback.telephony.sql.SqlDispatchReader;
import hearback.telephony.sql.SqlFollowerPlaces;
import hearback.telephony.sql.SqlHoldStore;
import hearback.telephony.sql.SqlLineHistory;
import hearback.telephony.sql.SqlLineLease;
import hearback.telephony.sql.SqlPlanStore;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Telephony, put together: listens to every line it holds the lease of, keeps facts, tells followers, rings back.
public final class Telephony {
    private static final Duration REDIS_REST = Duration.ofMillis(50);
    private static final Duration FADE_REST = Duration.ofSeconds(1);
    /// How soon a callback is found that another node planned for at once, or what an agent wishes there; any other
    /// callback is waited for to the instant.
    private static final Duration DUE_REST = Duration.ofMillis(200);

    private static final Duration SWEEP_REST = Duration.ofSeconds(2);
    private static final Duration OVERDUE_REST = Duration.ofSeconds(30);
    private static final Duration CAUSES_REST = Duration.ofMinutes(1);
    /// Rarely, as the whole folder of recordings is listed for it; at each start, too.
    private static final Duration EARLY_MEDIA_REST = Duration.ofHours(1);

    private final NumberReader numbers;
    private final Calls calls;
    private final CallbackParts callbackParts;
    private final CallbackHolds holds;
    private final Dispatch dispatch;
    private final LiveBoard board = new LiveBoard();
    private final TellFollowers followers;
    private final LineStates states;
    private final List<ServeLine> lines = new ArrayList<>();
    private final List<AmiActions> actions = new ArrayList<>();
    private final Map<ServerName, WatchCauses> causes = new HashMap<>();
    private final PreviewParts previews;
    private final List<Loop> loops = new ArrayList<>();
    /// Those of the loops that ring.
    private final List<Loop> ringing = new ArrayList<>();
    private final Optional<RedisLiveBoard> redisBoard;

    /// @param redis a client made for this module alone; empty when there is no Redis
    /// @param profiles the retry rule of a profile; of nobody's: the present default one's
    public Telephony(
            Settings settings,
            Pool pool,
            Optional<RedisClient> redis,
            Function<Optional<ProfileVersion>, Retry> profiles,
            InstantSource time,
            RandomGenerator chance,
            MeterRegistry meters) {
        numbers = new LibNumberReader(settings.region());
        PlanStore plans = new SqlPlanStore(pool);
        HoldStore holdStore = new SqlHoldStore(pool);
        RungNumbers rung =
                new RememberedNumbers(attempt -> plans.findByAttempt(attempt).flatMap(plan -> plan.numberOf(attempt)));
        CallReader reader = new CallReader(linesOf(settings), numbers, rung);
        CallLog log = new SqlCallLog(pool, reader);
        LineHistory history = new SqlLineHistory(pool);
        LineLease lease =
                new SqlLineLease(pool, settings.node(), settings.listening().lease(), time);
        calls = new SqlCalls(pool, log, reader);
        followers = new TellFollowers(log, new SqlFollowerPlaces(pool), reader);
        AmiServers servers = new AmiServers(actions);
        callbackParts = CallbackParts.of(
                settings, plans, holdStore, profiles, () -> ringing.forEach(Loop::nudge), servers, time);
        Supplier<UUID> ids = () -> new UUID(chance.nextLong(), chance.nextLong());
        previews = new PreviewParts(pool, callbackParts, ids, time);
        holds = new HoldCallbacks(holdStore, plans, Trunks.named(settings), reader.lines(), ids, time);
        followers.follow(SettleAttempts.NAME, callbackParts.follower());
        if (settings.announcements().references().isPresent()) {
            followers.follow(HearEarlyMedia.NAME, new HearEarlyMedia(servers, time));
            ClearEarlyMedia clear = callbackParts.clearing();
            // What cannot be deleted is not tried again at once.
            loops.add(new Loop("early-media", () -> {
                var _ = clear.runOnce();
                return EARLY_MEDIA_REST;
            }));
        }
        followers.follow(KeepAgentWaits.NAME, new KeepAgentWaits(new SqlAgentWaits(pool)));
        TrackRules rules = new TrackRules(
                reader.lines(),
                settings.listening().settleAfter(),
                settings.callbacks().unknownLimit(),
                settings.listening().signalBuffer());
        loops.add(new Loop("overdue", callbackParts.overdue(time)::runOnce, OVERDUE_REST));
        List<AmiConnection> ears = new ArrayList<>();
        Map<HoldLine, AmiConnection> heard = new HashMap<>();
        Map<ServerName, IntSupplier> more = new HashMap<>();
        for (LineSettings line : settings.lines()) {
            AmiConnection ear = new AmiConnection(line, settings.listening(), time, chance);
            HoldLine hold = new HoldLine(new ServerName(line.name()), lease, time);
            Told told = new Told(board, reader, followers::nudge);
            LineStores stores = new LineStores(log, history, journal(line));
            ServeLine serve = new ServeLine(hold, ear, stores, told, rules, time);
            ears.add(ear);
            heard.put(hold, ear);
            lines.add(serve);
            AmiActions act = new AmiActions(line, settings.listening(), time, chance);
            actions.add(act);
            loops.add(new Loop(
                    "line-" + line.name(),
                    serve::runOnce,
                    settings.listening().lease().dividedBy(3)));
            LineAgents agents = LineAgents.of(line, settings, board, pool, time);
            more.put(hold.server(), agents.more());
            ringThrough(act, hold, ear, agents, meters, time);
            LineMeters.show(meters, line.name(), ear, hold, serve, told);
        }
        states = new ShowLines(ears, this::problems, history);
        dispatch = new ShowDispatch(
                plans,
                new SqlDispatchReader(pool),
                holdStore,
                callbackParts.rules(),
                states,
                Trunks.places(
                        settings,
                        board,
                        server -> Optional.ofNullable(more.get(server))
                                .map(IntSupplier::getAsInt)
                                .orElse(0)),
                time);
        KeepBoard keep = new KeepBoard(board, () -> heardNow(heard), time);
        loops.add(new Loop("board", keep::runOnce, FADE_REST));
        redisBoard = redis.flatMap(client -> channel(settings)
                .map(channel -> new RedisLiveBoard(client, channel, settings.node(), keep, calls, time)));
        redisBoard.ifPresent(shared -> {
            board.watch(shared);
            loops.add(new Loop("redis-board", shared::runOnce, REDIS_REST));
        });
    }

    /// Dials only while the server is also heard: what becomes of an attempt comes as events.
    private void ringThrough(
            AmiActions act,
            HoldLine hold,
            AmiConnection ear,
            LineAgents agents,
            MeterRegistry meters,
            InstantSource time) {
        var name = agents.line().name();
        Supplier<Optional<LineLease.Held>> heard =
                () -> hold.held().filter(_ -> ear.state().connected());
        var lanes = Trunks.lanes(
                agents.line(),
                agents.rule(),
                callbackParts.plans(),
                through -> callbackParts
                        .ringing(agents.dialer(act, through), time)
                        .afterAgents(agents.line().dialling().agentRingTime()),
                meters);
        agents.previews(heard, callbackParts.plans(), callbackParts.rules(), callbackParts.settle(), lanes, time)
                .map(line -> previews.of(hold::held, line))
                .ifPresent(wishes -> loops.add(new Loop("wishes-" + name, wishes::runOnce, DUE_REST)));
        var due = new RunDueCallbacks(
                callbackParts.plans(),
                callbackParts.rules(),
                heard,
                lanes,
                agents.limits(),
                agents.more(),
                time,
                (at, work) -> Thread.startVirtualThread(() -> at(at, work, time)));
        var sweep = new SweepUnknownAttempts(
                callbackParts.plans(),
                hold::held,
                new SweepUnknownAttempts.Proof(calls, act, callbackParts.follower()),
                callbackParts.settle(),
                agents.patience(),
                time);
        var rings = new Loop("ring-" + name, () -> due.runOnce().rest(time.instant(), DUE_REST));
        ringing.add(rings);
        loops.add(rings);
        var drop = new DropInVain(callbackParts.plans(), hold::held, calls, act, time);
        loops.add(new Loop("drop-" + name, drop::runOnce, DUE_REST));
        loops.add(new Loop("sweep-" + name, sweep::runOnce, SWEEP_REST));
        var watch = Trunks.causes(agents.line(), callbackParts.plans());
        causes.put(act.server(), watch);
        loops.add(new Loop("causes-" + name, watch::runOnce, CAUSES_REST));
    }

    private static void at(Instant at, Runnable work, InstantSource time) {
        try {
            Thread.sleep(Duration.between(time.instant(), at));
            work.run();
        } catch (InterruptedException stopped) {
            // Committed and not released: taken back by whoever holds the line next.
            Thread.currentThread().interrupt();
        }
    }

    private static Lines linesOf(Settings settings) {
        return new Lines(
                settings.hotlines().stream()
                        .collect(Collectors.toMap(HotlineSettings::number, line -> new QueueName(line.queue()))),
                settings.inboundContexts(),
                settings.outboundContexts());
    }

    private static Set<ServerName> heardNow(Map<HoldLine, AmiConnection> lines) {
        return lines.entrySet().stream()
                .filter(line -> line.getKey().held().isPresent()
                        && line.getValue().state().connected())
                .map(line -> line.getKey().server())
                .collect(Collectors.toSet());
    }

    private static LineJournal journal(LineSettings line) {
        return line.detailFile()
                .<LineJournal>map(file -> new CelFile(new ServerName(line.name()), file))
                .orElse(LineJournal.NONE);
    }

    private static Optional<LiveChannel> channel(Settings settings) {
        return switch (settings.redis()) {
            case RedisSettings.Embedded it -> Optional.of(new LiveChannel(it.channel(), it.commandTimeout()));
            case RedisSettings.Server it -> Optional.of(new LiveChannel(it.channel(), it.commandTimeout()));
            case RedisSettings.Off off -> Optional.empty();
        };
    }

    private List<String> problems(ServerName server) {
        return Stream.concat(
                        actions.stream()
                                .filter(act -> act.server().equals(server))
                                .map(AmiActions::problems)
                                .flatMap(List::stream),
                        Optional.ofNullable(causes.get(server)).stream()
                                .map(WatchCauses::problems)
                                .flatMap(List::stream))
                .toList();
    }

    public CallFacts facts() {
        return followers;
    }

    public Calls calls() {
        return calls;
    }

    public Callbacks callbacks() {
        return callbackParts.callbacks();
    }

    public CallbackHolds holds() {
        return holds;
    }

    public Previews previews() {
        return previews.desk();
    }

    public Dispatch dispatch() {
        return dispatch;
    }

    public Board board() {
        return board;
    }

    public LineStates lines() {
        return states;
    }

    public NumberReader numbers() {
        return numbers;
    }

    /// Followers must have said that they follow; from here on they are told.
    public void start() {
        actions.forEach(AmiActions::start);
        followers.start();
        loops.forEach(Loop::start);
    }

    /// Stores what was heard, gives the leases back, and returns when nothing runs any more.
    public void stop() {
        loops.forEach(Loop::stop);
        lines.forEach(ServeLine::stop);
        actions.forEach(AmiActions::stop);
        followers.stop();
        redisBoard.ifPresent(RedisLiveBoard::close);
    }
}
