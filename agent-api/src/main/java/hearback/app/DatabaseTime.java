package hearback.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database's clock, asked now and then and carried on by one that nobody sets: what all nodes go by, so that the
/// clock of a machine may be wrong, be set back or stand still, and three hours are three hours (faults.md case 33).
final class DatabaseTime implements InstantSource {
    private static final Logger log = LoggerFactory.getLogger(DatabaseTime.class);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(10);
    /// An answer that took longer says less than what two machines' quartz drifts apart in an hour.
    private static final Duration SLOWEST_ANSWER = Duration.ofMillis(100);
    private static final Duration JUMP = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private final AtomicReference<Reading> reading;

    /// @param nanos goes on evenly whatever the wall clock shows, as [System#nanoTime] does
    DatabaseTime(LongSupplier nanos, Reading first) {
        this.nanos = nanos;
        this.reading = new AtomicReference<>(first);
    }

    /// Asks once, and then every ten seconds for as long as Vert.x lives; while the database is away the last
    /// answer is carried on.
    static DatabaseTime of(Vertx vertx, Pool pool, LongSupplier nanos) {
        var time = new DatabaseTime(nanos, ask(pool, nanos).await());
        vertx.setPeriodic(
                RENEWED_EVERY.toMillis(),
                _ -> ask(pool, nanos)
                        .onSuccess(time::take)
                        .onFailure(away -> log.debug("the database's clock was not read", away)));
        return time;
    }

    private static Future<Reading> ask(Pool pool, LongSupplier nanos) {
        long asked = nanos.getAsLong();
        return pool.query("select clock_timestamp() as now")
                .execute()
                .map(rows -> new Reading(
                        rows.iterator().next().get(OffsetDateTime.class, "now").toInstant(), asked, nanos.getAsLong()));
    }

    /// Takes over what the database showed, unless the answer was too slow to say anything.
    void take(Reading fresh) {
        if (fresh.took().compareTo(SLOWEST_ANSWER) > 0) {
            return;
        }
        var before = reading.getAndSet(fresh);
        var step = Duration.between(before.at(fresh.came()), fresh.at(fresh.came()));
        if (step.abs().compareTo(JUMP) > 0) {
            log.warn("the database's clock has moved by {} ms", step.toMillis());
        }
    }

    @Override
    public Instant instant() {
        return reading.get().at(nanos.getAsLong());
    }

    /// @param shown by the database at some moment between
    /// @param asked when it was asked, in nanoseconds of no particular beginning
    /// @param came when the answer was here
    record Reading(Instant shown, long asked, long came) {
        Duration took() {
            return Duration.ofNanos(came - asked);
        }

        /// It was shown in the middle: wrong by half of what it took at most.
        Instant at(long now) {
            return shown.plusNanos(now - asked - (came - asked) / 2);
        }
    }
}
