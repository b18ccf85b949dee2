package hearback.telephony;

import hearback.config.CallbackSettings;
import hearback.config.Dialling;
import hearback.config.HotlineSettings;
import hearback.config.LineSettings;
import hearback.config.Settings;
import hearback.telephony.ami.AmiActions;
import hearback.telephony.ami.AmiDialer;
import hearback.telephony.call.AgentId;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.DialLevel;
import hearback.telephony.flow.AgentFirst;
import hearback.telephony.flow.AgentRoom;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.Dialer;
import hearback.telephony.flow.FreeAgents;
import hearback.telephony.flow.Lanes;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.PreviewCallbacks;
import hearback.telephony.flow.RetryRules;
import hearback.telephony.flow.RingCustomer;
import hearback.telephony.flow.RunDueCallbacks;
import hearback.telephony.flow.SettleAttempt;
import hearback.telephony.flow.SweepUnknownAttempts;
import hearback.telephony.flow.TakenAgents;
import hearback.telephony.sql.SqlAgentWaits;
import hearback.telephony.sql.SqlTakenAgents;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Between one line's callbacks and its agents, put together: how many may be begun for those who are free, and whose
/// telephone rings first.
///
/// @param more how many callbacks that need an agent may be begun by themselves now
/// @param chosen who has started an attempt that he looked at before
record LineAgents(
        LineSettings line,
        CallbackSettings rule,
        AgentRoom.Place place,
        Board board,
        IntSupplier more,
        Function<AttemptId, Optional<AgentId>> first,
        Map<AttemptId, AgentId> chosen) {
    static LineAgents of(LineSettings line, Settings settings, Board board, Pool pool, InstantSource time) {
        CallbackSettings rule = settings.callbacks();
        TakenAgents taken = new SqlTakenAgents(pool);
        var hotlines = settings.hotlines().stream()
                .filter(hotline -> hotline.queue().equals(rule.queue()))
                .map(HotlineSettings::number)
                .collect(Collectors.toSet());
        var place = new AgentRoom.Place(new ServerName(line.name()), new QueueName(rule.queue()), hotlines);
        Map<AttemptId, AgentId> chosen = new ConcurrentHashMap<>();
        return switch (line.dialling()) {
            case Dialling.AgentFirst look
            when look.preview().isPresent() ->
                new LineAgents(
                        line, rule, place, board, () -> 0, attempt -> Optional.ofNullable(chosen.get(attempt)), chosen);
            case Dialling.AgentFirst _ -> {
                var free = new FreeAgents(place, board, taken, time);
                yield new LineAgents(line, rule, place, board, free::more, _ -> free.take(), chosen);
            }
            case Dialling.CustomerFirst _
            when rule.dialLevel() == 0 ->
                new LineAgents(line, rule, place, board, () -> Integer.MAX_VALUE, _ -> Optional.empty(), chosen);
            case Dialling.CustomerFirst _ -> {
                var room = new AgentRoom(
                        place,
                        new DialLevel(rule.dialLevel(), rule.abandonedPercent()),
                        rule.abandonedOver(),
                        board,
                        taken,
                        new SqlAgentWaits(pool),
                        time);
                yield new LineAgents(line, rule, place, board, room::more, _ -> Optional.empty(), chosen);
            }
        };
    }

    /// From the first ring to the last, whichever line it is.
    static Duration longestRinging(Settings settings) {
        var agents = settings.lines().stream()
                .map(line -> line.dialling().agentRingTime())
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) < 0 ? other : one);
        return settings.callbacks().ringTime().plus(agents);
    }

    /// @param through the line with one of its trunks alone
    Dialer dialer(AmiActions actions, LineSettings through) {
        var dialer = new AmiDialer(actions, through, rule.ringTime());
        return isAgentFirst() ? new AgentFirst(first, dialer, dialer) : dialer;
    }

    private boolean isAgentFirst() {
        return line.dialling() instanceof Dialling.AgentFirst;
    }

    private Optional<Duration> preview() {
        return line.dialling() instanceof Dialling.AgentFirst agentFirst ? agentFirst.preview() : Optional.empty();
    }

    /// Where agents look at callbacks first.
    Optional<PreviewCallbacks> previews(
            Supplier<Optional<LineLease.Held>> held,
            PlanStore plans,
            RetryRules rules,
            SettleAttempt settle,
            Lanes lanes,
            InstantSource time) {
        return preview()
                .map(limit -> new PreviewCallbacks(
                        new PreviewCallbacks.Line(
                                held, place, board, lanes, line.dialling().agentRingTime(), limit),
                        plans,
                        rules,
                        settle,
                        started -> Thread.startVirtualThread(() ->
                                ring(lanes.ring(started.claimed().attempt().trunk()), started)),
                        time));
    }

    private void ring(RingCustomer ring, PreviewCallbacks.Started started) {
        var attempt = started.claimed().attempt().id();
        started.agent().ifPresent(agent -> chosen.put(attempt, agent));
        try {
            ring.ring(started.claimed());
        } finally {
            chosen.remove(attempt);
        }
    }

    PlanStore.Limits limits() {
        return new PlanStore.Limits(rule.batch(), rule.liveAttempts())
                .ahead(RunDueCallbacks.LEAD)
                .agentFirst(line.dialling().agentRingTime());
    }

    /// What is looked at is not released yet, and must not be taken back before its time.
    SweepUnknownAttempts.Patience patience() {
        return SweepUnknownAttempts.Patience.of(
                rule.ringTime().plus(line.dialling().agentRingTime()),
                rule.unknownLimit(),
                preview().orElse(Duration.ZERO));
    }
}
