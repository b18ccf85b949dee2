package hearback.telephony;

import hearback.config.CallbackSettings;
import hearback.config.LineSettings;
import hearback.config.Settings;
import hearback.config.TrunkSettings;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.CauseShift;
import hearback.telephony.callback.Trunk;
import hearback.telephony.callback.TrunkHealth;
import hearback.telephony.flow.AgentRoom;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.Lane;
import hearback.telephony.flow.Lanes;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.RingCustomer;
import hearback.telephony.flow.ShowDispatch;
import hearback.telephony.flow.WatchCauses;
import hearback.telephony.metrics.TelephonyMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// The trunks of the lines, put together from the settings.
final class Trunks {
    private Trunks() {}

    static Map<ServerName, Set<TrunkName>> named(Settings settings) {
        return settings.lines().stream()
                .collect(Collectors.toMap(
                        line -> new ServerName(line.name()),
                        line -> line.trunks().stream()
                                .map(trunk -> new TrunkName(trunk.name()))
                                .collect(Collectors.toSet())));
    }

    /// @param through what rings customers through one trunk: its line, with this one alone
    static Lanes lanes(
            LineSettings line,
            CallbackSettings rule,
            PlanStore plans,
            Function<LineSettings, RingCustomer> through,
            MeterRegistry meters) {
        var lanes = new Lanes(
                plans,
                line.trunks().stream()
                        .map(trunk -> new Lane(trunk(trunk, rule), through.apply(line.through(trunk))))
                        .toList());
        line.trunks()
                .forEach(trunk -> TelephonyMeters.TRUNK_FAILS.show(
                        meters,
                        line.name(),
                        trunk.name(),
                        () -> lanes.health(new TrunkName(trunk.name())) instanceof TrunkHealth.Fails ? 1 : 0));
        return lanes;
    }

    static WatchCauses causes(LineSettings line, PlanStore plans) {
        var server = new ServerName(line.name());
        return new WatchCauses(
                line.trunks().stream().map(trunk -> new TrunkName(trunk.name())).toList(),
                trunk -> plans.lastAt(server, trunk, CauseShift.LOOKED_AT));
    }

    /// @param moreForAgents how many callbacks that need an agent may be begun at a server now
    static ShowDispatch.Places places(Settings settings, Board board, ToIntFunction<ServerName> moreForAgents) {
        Map<ServerName, List<Trunk>> trunks = settings.lines().stream()
                .collect(Collectors.toMap(
                        line -> new ServerName(line.name()),
                        line -> line.trunks().stream()
                                .map(trunk -> trunk(trunk, settings.callbacks()))
                                .toList()));
        var queue = new QueueName(settings.callbacks().queue());
        return new ShowDispatch.Places(
                server -> trunks.getOrDefault(server, List.of()),
                server -> AgentRoom.free(board, server, queue),
                moreForAgents);
    }

    private static Trunk trunk(TrunkSettings trunk, CallbackSettings rule) {
        return new Trunk(
                new TrunkName(trunk.name()),
                trunk.prefixes(),
                trunk.priority(),
                orElse(trunk.callsPerSecond(), rule.callsPerSecond()),
                orElse(trunk.liveAttempts(), rule.liveAttempts()));
    }

    private static int orElse(int said, int otherwise) {
        return said == 0 ? otherwise : said;
    }
}
