package hearback.agent.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells other software what happened to tickets: at least once and in order. Whoever does not take a step is asked
/// again, ever more rarely, and hears nothing later before he took it.
public final class TellWebhooks {
    private static final Logger LOG = LoggerFactory.getLogger(TellWebhooks.class);
    private static final int MOST_AT_ONCE = 100;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    /// Longer than telling so many takes: a claim of a process that died ends after it.
    private static final Duration CLAIM = Duration.ofMinutes(2);
    /// Doubling from two seconds, it is an hour after so many.
    private static final int DOUBLINGS = 11;

    private final Webhooks hooks;
    private final WebhookSender sender;
    private final InstantSource time;

    public TellWebhooks(Webhooks hooks, WebhookSender sender, InstantSource time) {
        this.hooks = hooks;
        this.sender = sender;
        this.time = time;
    }

    /// @return how many steps were told
    public int runOnce() {
        int told = 0;
        for (Optional<Webhooks.Claim> claim = hooks.claim(time.instant(), CLAIM);
                claim.isPresent();
                claim = hooks.claim(time.instant(), CLAIM)) {
            told += tell(claim.get());
        }
        return told;
    }

    private int tell(Webhooks.Claim claim) {
        Webhooks.Hook hook = claim.hook();
        List<Webhooks.Told> steps = hooks.after(claim.place(), hook.kinds(), MOST_AT_ONCE);
        long place = claim.place();
        int told = 0;
        Instant until = time.instant().plus(CLAIM.dividedBy(2));
        for (Webhooks.Told step : steps) {
            String id = step.ticket() + "/" + step.step().ordinal();
            Instant now = time.instant();
            Optional<String> refused = sender.send(hook.url(), claim.secret(), id, now, step);
            if (refused.isPresent()) {
                if (told > 0) {
                    hooks.delivered(hook.id(), place, now);
                }
                Instant next = now.plus(waitAfter(told > 0 ? 0 : hook.failures()));
                hooks.failed(hook.id(), refused.get(), next);
                LOG.warn("webhook not taken webhook={} reason={} next={}", hook.id(), refused.get(), next);
                return told;
            }
            place = step.place();
            told++;
            if (time.instant().isAfter(until)) {
                break;
            }
        }
        boolean isMore = told < steps.size() || steps.size() == MOST_AT_ONCE;
        hooks.delivered(
                hook.id(), place, isMore ? time.instant() : time.instant().plus(LOOK_AGAIN));
        return told;
    }

    /// @param failures before this one, one after the other
    static Duration waitAfter(int failures) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
