package hearback.telephony;

import hearback.config.CallbackSettings;
import hearback.config.Dialling;
import hearback.config.HotlineSettings;
import hearback.config.LineSettings;
import hearback.config.Settings;
import hearback.telephony.ami.AmiActions;
import hearback.telephony.ami.AmiDialer;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.DialLevel;
import hearback.telephony.flow.AgentFirst;
import hearback.telephony.flow.AgentRoom;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.Dialer;
import hearback.telephony.flow.FreeAgents;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.SweepUnknownAttempts;
import hearback.telephony.flow.TakenAgents;
import hearback.telephony.sql.SqlAgentWaits;
import hearback.telephony.sql.SqlTakenAgents;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/// Between one line's callbacks and its agents, put together: how many may be begun for those who are free, and whose
/// telephone rings first.
///
/// @param more how many callbacks that need an agent may be begun now
/// @param first who is rung before the customer, where that is so
record LineAgents(LineSettings line, CallbackSettings rule, IntSupplier more, Optional<FreeAgents> first) {
    static LineAgents of(LineSettings line, Settings settings, Board board, Pool pool, InstantSource time) {
        CallbackSettings rule = settings.callbacks();
        TakenAgents taken = new SqlTakenAgents(pool);
        var hotlines = settings.hotlines().stream()
                .filter(hotline -> hotline.queue().equals(rule.queue()))
                .map(HotlineSettings::number)
                .collect(Collectors.toSet());
        var place = new AgentRoom.Place(new ServerName(line.name()), new QueueName(rule.queue()), hotlines);
        return switch (line.dialling()) {
            case Dialling.AgentFirst _ -> {
                var free = new FreeAgents(place, board, taken, time);
                yield new LineAgents(line, rule, free::more, Optional.of(free));
            }
            case Dialling.CustomerFirst _
            when rule.dialLevel() == 0 -> new LineAgents(line, rule, () -> Integer.MAX_VALUE, Optional.empty());
            case Dialling.CustomerFirst _ ->
                new LineAgents(
                        line,
                        rule,
                        new AgentRoom(
                                place,
                                new DialLevel(rule.dialLevel(), rule.abandonedPercent()),
                                rule.abandonedOver(),
                                board,
                                taken,
                                new SqlAgentWaits(pool),
                                time)::more,
                        Optional.empty());
        };
    }

    /// From the first ring to the last, whichever line it is.
    static Duration longestRinging(Settings settings) {
        var agents = settings.lines().stream()
                .map(line -> line.dialling().agentRingTime())
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) < 0 ? other : one);
        return settings.callbacks().ringTime().plus(agents);
    }

    Dialer dialer(AmiActions actions) {
        var dialer = new AmiDialer(actions, line, rule.ringTime());
        return first.<Dialer>map(agents -> new AgentFirst(agents, dialer, dialer))
                .orElse(dialer);
    }

    PlanStore.Limits limits() {
        return new PlanStore.Limits(rule.batch(), rule.liveAttempts(), Integer.MAX_VALUE, first.isPresent());
    }

    SweepUnknownAttempts.Patience patience() {
        return SweepUnknownAttempts.Patience.of(
                rule.ringTime().plus(line.dialling().agentRingTime()), rule.unknownLimit());
    }
}
