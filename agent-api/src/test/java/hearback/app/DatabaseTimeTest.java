package hearback.app;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// faults.md case 33: the clock of a node may show what it likes.
final class DatabaseTimeTest {
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final long MILLI = 1_000_000;

    private final AtomicLong nanos = new AtomicLong(500 * MILLI);
    private final DatabaseTime time =
            new DatabaseTime(nanos::get, new DatabaseTime.Reading(NOON, 480 * MILLI, 500 * MILLI));

    @Test
    void what_was_shown_is_carried_on_from_the_middle_of_the_question() {
        assertThat(time.instant()).isEqualTo(NOON.plusMillis(10));

        nanos.addAndGet(Duration.ofHours(3).toNanos());
        assertThat(time.instant()).isEqualTo(NOON.plusMillis(10).plus(Duration.ofHours(3)));
    }

    @Test
    void a_new_answer_counts_from_then_on() {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        long now = nanos.get();
        time.take(new DatabaseTime.Reading(NOON.plusSeconds(3_500), now - 2 * MILLI, now));

        assertThat(time.instant()).isEqualTo(NOON.plusSeconds(3_500).plusMillis(1));
    }

    @Test
    void an_answer_that_took_long_says_nothing() {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        long now = nanos.get();
        time.take(new DatabaseTime.Reading(NOON.plusSeconds(3_500), now - 101 * MILLI, now));

        assertThat(time.instant()).isEqualTo(NOON.plusMillis(10).plus(Duration.ofHours(1)));
    }

    @Test
    void it_is_the_clock_of_a_real_database() {
        try (var database = new TestDatabase()) {
            var shown = DatabaseTime.of(database.vertx(), database.pool(), System::nanoTime);
            Instant before = asked(database);
            Instant mine = shown.instant();
            Instant after = asked(database);

            assertThat(mine).isBetween(before.minusSeconds(1), after.plusSeconds(1));
        }
    }

    private static Instant asked(TestDatabase database) {
        return database.pool()
                .query("select clock_timestamp() as now")
                .execute()
                .await()
                .iterator()
                .next()
                .get(OffsetDateTime.class, "now")
                .toInstant();
    }
}
