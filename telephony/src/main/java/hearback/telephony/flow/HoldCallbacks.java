package hearback.telephony.flow;

import hearback.telephony.call.Lines;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.Listing;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.Pause;
import hearback.telephony.callback.PauseScope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps whom not to ring, and ends what must not be rung any more.
public final class HoldCallbacks implements CallbackHolds {
    private static final Logger log = LoggerFactory.getLogger(HoldCallbacks.class);

    private final HoldStore holds;
    private final PlanStore plans;
    private final Map<ServerName, Set<TrunkName>> servers;
    private final Map<String, QueueName> hotlines;
    private final Supplier<UUID> ids;
    private final InstantSource time;

    /// @param servers those we dial through, with their trunks
    /// @param lines the hotlines and their queues
    public HoldCallbacks(
            HoldStore holds,
            PlanStore plans,
            Map<ServerName, Set<TrunkName>> servers,
            Lines lines,
            Supplier<UUID> ids,
            InstantSource time) {
        this.holds = holds;
        this.plans = plans;
        this.servers = Map.copyOf(servers);
        this.hotlines = lines.hotlines();
        this.ids = ids;
        this.time = time;
    }

    @Override
    public Optional<Paused> pause(PauseScope scope, String reason, String who, Optional<Instant> until) {
        if (!isKnown(scope)) {
            return Optional.empty();
        }
        var wanted = new Pause(ids.get(), scope, reason, who, time.instant(), until);
        var standing = holds.pause(wanted, concerned(scope));
        boolean isNew = standing.id().equals(wanted.id());
        if (isNew) {
            log.info("callbacks paused scope={} by={} until={} reason={}", scope, who, until, reason);
        }
        return Optional.of(new Paused(standing, isNew));
    }

    @Override
    public Optional<Pause> resume(PauseScope scope, String who) {
        var ended = holds.resume(scope, who, time.instant());
        ended.ifPresent(_ -> log.info("callbacks resumed scope={} by={}", scope, who));
        return ended;
    }

    @Override
    public List<Pause> pauses() {
        return holds.pauses(time.instant());
    }

    @Override
    public Listed list(PhoneNumber.Known number, String reason, String who, Optional<Instant> until) {
        var now = time.instant();
        var wanted = new Listing(ids.get(), number, reason, who, now, until);
        var standing = holds.list(wanted);
        // Whoever plans one now finds the number listed; what was planned meanwhile is stopped at its release.
        // Who has another number is rung there.
        var ended = plans.closeOfNumber(number, notAllowed(standing), now);
        ended.forEach(id -> log.info("callback closed callback={}: its number is listed", id));
        return new Listed(standing, standing.id().equals(wanted.id()), ended);
    }

    @Override
    public Optional<Listing> unlist(PhoneNumber.Known number, String who) {
        return holds.unlist(number, who, time.instant());
    }

    @Override
    public List<Listing> listed(Optional<UUID> before, int limit) {
        return holds.listed(before, time.instant(), limit);
    }

    static NextMove.Close notAllowed(Listing listing) {
        return new NextMove.Close(CloseReason.NOT_ALLOWED, words(listing));
    }

    static String words(Listing listing) {
        return "the number is on the do-not-call list: " + listing.reason();
    }

    private boolean isKnown(PauseScope scope) {
        return switch (scope) {
            case PauseScope.Everything() -> true;
            case PauseScope.OfLine(ServerName line) -> servers.containsKey(line);
            case PauseScope.OfTrunk(ServerName line, TrunkName trunk) ->
                servers.getOrDefault(line, Set.of()).contains(trunk);
            case PauseScope.OfHotline(String number) -> hotlines.containsKey(number);
            case PauseScope.OfQueue(QueueName queue) -> hotlines.containsValue(queue);
        };
    }

    private Set<String> concerned(PauseScope scope) {
        return switch (scope) {
            case PauseScope.Everything _, PauseScope.OfLine _, PauseScope.OfTrunk _ -> Set.of();
            case PauseScope.OfHotline(String number) -> Set.of(number);
            case PauseScope.OfQueue(QueueName queue) ->
                hotlines.entrySet().stream()
                        .filter(hotline -> hotline.getValue().equals(queue))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        };
    }
}
