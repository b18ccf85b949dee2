package hearback.agent.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LimitsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

    @Test
    void waits_double_after_the_free_ones_and_stop_growing() {
        var limit = new GuessLimit(5, Duration.ofSeconds(1), Duration.ofMinutes(5));
        assertThat(IntStream.of(0, 5, 6, 7, 8, 9, 13, 14, 15, 16, 1_000_000)
                        .mapToObj(failures -> limit.after(failures).toSeconds()))
                .containsExactly(0L, 0L, 1L, 2L, 4L, 8L, 128L, 256L, 300L, 300L, 300L);
    }

    @Test
    void a_session_ends_when_it_is_idle_or_old() {
        var rule = new SessionRule(Duration.ofMinutes(30), Duration.ofHours(12));
        assertThat(rule.isOver(NOON, NOON, NOON.plusSeconds(1_799))).isFalse();
        assertThat(rule.isOver(NOON, NOON, NOON.plusSeconds(1_800))).isTrue();
        var late = NOON.plus(Duration.ofHours(12));
        assertThat(rule.isOver(NOON, late.minusSeconds(1), late.minusSeconds(1)))
                .isFalse();
        assertThat(rule.isOver(NOON, late.minusSeconds(1), late)).isTrue();
    }

    @Test
    void uses_within_a_minute_are_written_once() {
        var rule = new SessionRule(Duration.ofMinutes(30), Duration.ofHours(12));
        assertThat(rule.isWorthNoting(NOON, NOON.plusSeconds(59))).isFalse();
        assertThat(rule.isWorthNoting(NOON, NOON.plusSeconds(60))).isTrue();
    }
}
