package hearback.telephony.flow;

import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Pause;
import hearback.telephony.callback.PauseScope;
import hearback.telephony.callback.Trunk;
import hearback.telephony.callback.TrunkHealth;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Looks what callbacks wait for whose time has come, in allowed hours, and that need an agent.
///
/// @param pauses those that stand now, the oldest first
/// @param moreForAgents how many callbacks that need an agent may be begun at a server now
record DueCheck(List<Pause> pauses, ToIntFunction<ServerName> moreForAgents, Instant now) {
    /// At the line that comes nearest to ringing somebody; empty where one may.
    Optional<DueWait> of(Collection<Dispatch.Line> lines) {
        if (isPaused(new PauseScope.Everything())) {
            return Optional.of(DueWait.PAUSE);
        }
        var each = lines.stream().map(this::at).toList();
        return each.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : each.stream().flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    private Optional<DueWait> at(Dispatch.Line line) {
        if (isPaused(new PauseScope.OfLine(line.server()))
                || line.trunks().stream().allMatch(Dispatch.Through::paused)) {
            return Optional.of(DueWait.PAUSE);
        }
        if (line.trunks().stream().noneMatch(this::hasRoom)) {
            return Optional.of(DueWait.TRUNK);
        }
        if (!line.connected()) {
            return Optional.of(DueWait.LINE);
        }
        return moreForAgents.applyAsInt(line.server()) > 0 ? Optional.empty() : Optional.of(DueWait.AGENT);
    }

    /// Those of these pauses that hold up everybody, wherever he was asked for: of everything, and those that leave
    /// nothing to ring through.
    ///
    /// @param trunks of each line
    static List<Pause> ofAll(List<Pause> pauses, Map<ServerName, List<Trunk>> trunks) {
        var ofLines = trunks.entrySet().stream()
                .map(line -> ofLine(line.getKey(), line.getValue(), pauses))
                .toList();
        var nothingLeft = ofLines.stream().anyMatch(List::isEmpty)
                ? List.<Pause>of()
                : ofLines.stream().flatMap(List::stream).toList();
        return pauses.stream()
                .filter(pause -> pause.scope().equals(new PauseScope.Everything()) || nothingLeft.contains(pause))
                .toList();
    }

    /// Of the line, and of its trunks where all of them are paused.
    private static List<Pause> ofLine(ServerName line, List<Trunk> trunks, List<Pause> pauses) {
        var scopes = trunks.stream()
                .<PauseScope>map(trunk -> new PauseScope.OfTrunk(line, trunk.name()))
                .toList();
        boolean areAllPaused = scopes.stream().allMatch(trunk -> isPaused(trunk, pauses));
        return pauses.stream()
                .filter(pause -> pause.scope().equals(new PauseScope.OfLine(line))
                        || (areAllPaused && scopes.contains(pause.scope())))
                .toList();
    }

    private boolean isPaused(PauseScope scope) {
        return isPaused(scope, pauses);
    }

    static boolean isPaused(PauseScope scope, Collection<Pause> pauses) {
        return pauses.stream().anyMatch(pause -> pause.scope().equals(scope));
    }

    private boolean hasRoom(Dispatch.Through through) {
        return !through.paused()
                && switch (through.health()) {
                    case TrunkHealth.Works _ -> through.live() < through.trunk().liveAttempts();
                    case TrunkHealth.Fails fails ->
                        through.live() == 0 && !fails.probeAt().isAfter(now);
                };
    }
}
