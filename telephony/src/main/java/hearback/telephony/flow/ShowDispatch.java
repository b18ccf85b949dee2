package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.TrunkHealth;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
    private final Limits limits;
    private final InstantSource time;

    public ShowDispatch(
            PlanStore plans,
            DispatchReader reader,
            HoldStore holds,
            RetryRules rules,
            LineStates lines,
            Limits limits,
            InstantSource time) {
        this.plans = plans;
        this.reader = reader;
        this.holds = holds;
        this.rules = rules;
        this.lines = lines;
        this.limits = limits;
        this.time = time;
    }

    @Override
    public Seen now() {
        var now = time.instant();
        return new Seen(
                lines.lines().stream()
                        .map(state -> line(state.server(), state.connected(), now))
                        .toList(),
                backlog(now),
                holds.pauses(now),
                reader.troubled());
    }

    private Line line(ServerName server, boolean connected, Instant now) {
        var back = DispatchReader.LOOKED_BACK;
        return new Line(
                server,
                connected,
                TrunkHealth.of(plans.lastAt(server, TrunkHealth.LOOKED_AT)),
                limits.callsPerSecond(),
                (double) reader.releasedSince(server, now.minus(back)) / back.toSeconds(),
                reader.live(server),
                limits.liveAttempts());
    }

    private List<Backlog> backlog(Instant now) {
        return reader.waiting(now).stream()
                .map(one -> new Backlog(
                        one.rule(),
                        one.due(),
                        one.earliest(),
                        one.due() == 0 ? Optional.empty() : quiet(one.rule(), now)))
                .toList();
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

    /// What the operator has set for each line.
    public record Limits(int callsPerSecond, int liveAttempts) {}
}
