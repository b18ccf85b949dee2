package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DueEdgeTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    private final DueEdge edge = new DueEdge();

    @Test
    void the_first_look_begins_at_the_very_beginning() {
        assertThat(edge.before(NOW)).isEqualTo(Instant.EPOCH);
        assertThat(edge.next(NOW)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void the_next_begins_where_the_first_one_waited() {
        edge.found(edge.next(NOW), NOW.minusSeconds(900));

        assertThat(edge.next(NOW)).isEqualTo(NOW.minusSeconds(900));
        edge.found(NOW.minusSeconds(900), NOW.minusSeconds(300));
        assertThat(edge.before(NOW)).isEqualTo(NOW.minusSeconds(300));
    }

    @Test
    void but_not_so_late_that_what_is_just_being_committed_is_missed() {
        edge.found(edge.next(NOW), NOW.plusSeconds(3_600));

        assertThat(edge.next(NOW)).isEqualTo(NOW.minusSeconds(60));
        edge.found(NOW.minusSeconds(60), NOW.minusSeconds(50));
        assertThat(edge.next(NOW.plusSeconds(30))).isEqualTo(NOW.minusSeconds(50));
    }

    @Test
    void what_was_missed_all_the_same_is_found_some_looks_later() {
        edge.found(edge.next(NOW), NOW.minusSeconds(10));
        int looks = 1;
        for (var from = edge.next(NOW); from.isAfter(Instant.EPOCH) && looks < 100; from = edge.next(NOW)) {
            edge.found(from, NOW.minusSeconds(10));
            looks++;
        }

        assertThat(looks).isLessThan(100);
    }
}
