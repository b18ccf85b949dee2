package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.Pause;
import hearback.telephony.callback.PauseScope;
import hearback.telephony.callback.Trunk;
import hearback.telephony.callback.TrunkHealth;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts together how the ringing goes.
public final class ShowDispatch implements Dispatch {
    private static final Logger log = LoggerFactory.getLogger(ShowDispatch.class);

    private final PlanStore plans;
    private final DispatchReader reader;
    private final HoldStore holds;
    private final RetryRules rules;
    private final LineStates lines;
    private final Places places;
    private final InstantSource time;

    public ShowDispatch(
            PlanStore plans,
            DispatchReader reader,
            HoldStore holds,
            RetryRules rules,
            LineStates lines,
            Places places,
            InstantSource time) {
        this.plans = plans;
        this.reader = reader;
        this.holds = holds;
        this.rules = rules;
        this.lines = lines;
        this.places = places;
        this.time = time;
    }

    @Override
    public Seen now() {
        var now = time.instant();
        var pauses = holds.pauses(now);
        var seen = lines.lines().stream()
                .map(state -> line(state.server(), state.connected(), pauses, now))
                .toList();
        var wait = new DueCheck(pauses, places.moreForAgents(), now).of(seen);
        return new Seen(
                seen,
                reader.waiting(now).stream().map(one -> backlog(one, wait, now)).toList(),
                pauses,
                reader.troubled());
    }

    @Override
    public Map<CallbackId, List<Pause>> heldUp(Collection<CallbackPlan> plans) {
        var now = time.instant();
        var due = plans.stream()
                .filter(plan -> plan.isDue(now))
                .map(plan -> plan.request().id())
                .toList();
        var standing = due.isEmpty() ? List.<Pause>of() : holds.pauses(now);
        if (standing.isEmpty()) {
            return Map.of();
        }
        var ofHotlines = reader.pausesOfHotlines(due, now);
        var ofAll = DueCheck.ofAll(
                standing,
                lines.lines().stream()
                        .map(LineStates.LineState::server)
                        .collect(Collectors.toMap(Function.identity(), places.trunks())));
        var heldUp = new HashMap<CallbackId, List<Pause>>();
        for (CallbackId one : due) {
            var pauses = together(ofHotlines.getOrDefault(one, List.of()), ofAll);
            if (!pauses.isEmpty()) {
                heldUp.put(one, pauses);
            }
        }
        return Map.copyOf(heldUp);
    }

    private static List<Pause> together(List<Pause> some, List<Pause> others) {
        return Stream.concat(some.stream(), others.stream())
                .sorted(Comparator.comparing(Pause::since))
                .toList();
    }

    private Line line(ServerName server, boolean connected, List<Pause> pauses, Instant now) {
        var trunks = places.trunks().apply(server);
        var live = reader.live(server);
        var back = DispatchReader.LOOKED_BACK;
        var begun =
                reader.releasedSince(server, trunks.stream().map(Trunk::name).toList(), now.minus(back));
        return new Line(
                server,
                connected,
                places.freeAgents().applyAsInt(server),
                live.values().stream().mapToLong(Long::longValue).sum(),
                trunks.stream()
                        .map(trunk -> new Through(
                                trunk,
                                TrunkHealth.of(plans.lastAt(server, trunk.name(), TrunkHealth.LOOKED_AT)),
                                DueCheck.isPaused(new PauseScope.OfTrunk(server, trunk.name()), pauses),
                                (double) begun.getOrDefault(trunk.name(), 0L) / back.toSeconds(),
                                live.getOrDefault(trunk.name(), 0L)))
                        .toList());
    }

    private Backlog backlog(DispatchReader.Waiting one, Optional<DueWait> wait, Instant now) {
        if (one.due() == 0) {
            return new Backlog(one.rule(), 0, 0, one.earliest(), Optional.empty(), Optional.empty());
        }
        var quiet = quiet(one.rule(), now);
        var orPause = one.paused() == one.due() ? Optional.of(DueWait.PAUSE) : wait;
        var waitsFor = quiet.isPresent() ? Optional.of(DueWait.HOURS) : orPause;
        return new Backlog(one.rule(), one.due(), one.paused(), one.earliest(), quiet, waitsFor);
    }

    private Optional<Instant> quiet(Optional<ProfileVersion> rule, Instant now) {
        try {
            var hours = rules.of(rule).hours();
            return hours.isOpenAt(now) ? Optional.empty() : Optional.of(hours.nextOpening(now));
        } catch (IllegalStateException unknown) {
            // Said by the ringing itself, too; the view of the others must not go with it.
            log.error("callbacks wait by the rule of {}, which nobody knows", rule, unknown);
            return Optional.empty();
        }
    }

    /// What a server rings through, and for whom.
    ///
    /// @param freeAgents how many are ready for callbacks
    /// @param moreForAgents how many callbacks that need an agent may be begun now
    public record Places(
            Function<ServerName, List<Trunk>> trunks,
            ToIntFunction<ServerName> freeAgents,
            ToIntFunction<ServerName> moreForAgents) {}
}
