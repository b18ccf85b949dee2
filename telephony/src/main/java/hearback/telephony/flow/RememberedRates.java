package hearback.telephony.flow;

import hearback.telephony.callback.AnswerRates;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answer rates, counted once in a while and not for each attempt: one asker counts them, and the others take what
/// there is meanwhile. They are a wish, so nobody waits or fails for want of them.
final class RememberedRates {
    /// Of older attempts nothing is counted: customers' habits change with the season. Source: ours.
    private static final Duration COUNTED = Duration.ofDays(90);
    /// Ninety days hardly change sooner; the count reads all their attempts.
    private static final Duration KEPT = Duration.ofMinutes(15);

    private static final Logger log = LoggerFactory.getLogger(RememberedRates.class);

    private final BiFunction<ZoneId, Instant, AnswerRates> answers;
    private final Map<ZoneId, Counted> counted = new ConcurrentHashMap<>();
    private final ReentrantLock counting = new ReentrantLock();

    /// @param answers as [NumberStore#answers]
    RememberedRates(BiFunction<ZoneId, Instant, AnswerRates> answers) {
        this.answers = answers;
    }

    AnswerRates of(ZoneId zone, Instant now) {
        if (!isFresh(zone, now) && counting.tryLock()) {
            try {
                count(zone, now);
            } finally {
                counting.unlock();
            }
        }
        return Optional.ofNullable(counted.get(zone)).map(Counted::rates).orElse(AnswerRates.NONE);
    }

    /// Also when it failed: what cannot be counted is not asked for with every attempt.
    private void count(ZoneId zone, Instant now) {
        try {
            counted.put(zone, new Counted(answers.apply(zone, now.minus(COUNTED)), now));
        } catch (StoreUnavailable away) {
            log.warn("answer rates are not counted: {}", away.getMessage());
            counted.compute(zone, (_, before) -> new Counted(before == null ? AnswerRates.NONE : before.rates(), now));
        }
    }

    private boolean isFresh(ZoneId zone, Instant now) {
        return Optional.ofNullable(counted.get(zone))
                .filter(last ->
                        !now.isBefore(last.at()) && now.isBefore(last.at().plus(KEPT)))
                .isPresent();
    }

    private record Counted(AnswerRates rates, Instant at) {}
}
