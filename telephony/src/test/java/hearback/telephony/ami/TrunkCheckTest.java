package hearback.telephony.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrunkCheckTest {
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final String ADDRESS = "PJSIP/carrier/sip:192.0.2.1";
    private static final String NOBODY =
            "the trunk carrier reaches nobody at its addresses (`pjsip show aor`): each call"
                    + " through it would fail";

    private final TrunkCheck trunk = new TrunkCheck("carrier");

    @Test
    void one_that_was_not_asked_yet_is_awaited() {
        assertThat(trunk.problemsOffline(ADDRESS, NOON)).isEmpty();
        assertThat(trunk.isAwaited()).isTrue();
        assertThat(trunk.problemsOffline(ADDRESS, NOON.plusSeconds(299))).isEmpty();
        assertThat(trunk.isAwaited()).isTrue();
    }

    @Test
    void one_that_answers_the_first_question_is_awaited_no_longer() {
        assertThat(trunk.problemsOffline(ADDRESS, NOON)).isEmpty();

        assertThat(trunk.problems("NOT_INUSE")).isEmpty();
        assertThat(trunk.isAwaited()).isFalse();
    }

    @Test
    void one_that_does_not_answer_the_first_question_reaches_nobody() {
        assertThat(trunk.problemsOffline(ADDRESS, NOON)).isEmpty();

        assertThat(trunk.problemsOffline("", NOON.plusSeconds(9))).hasValue(List.of(NOBODY));
        assertThat(trunk.isAwaited()).isFalse();
    }

    @Test
    void one_that_is_known_to_be_gone_reaches_nobody_from_the_first_look_on() {
        assertThat(trunk.problemsOffline("", NOON)).hasValue(List.of(NOBODY));
        assertThat(trunk.problemsOffline(null, NOON)).hasValue(List.of(NOBODY));
    }

    @Test
    void one_that_nobody_ever_asks_is_named_after_5_min_and_looked_at_further() {
        assertThat(trunk.problemsOffline(ADDRESS, NOON)).isEmpty();

        assertThat(trunk.problemsOffline(ADDRESS, NOON.plus(Duration.ofMinutes(5)))
                        .orElseThrow())
                .singleElement()
                .asString()
                .startsWith("the trunk carrier was not asked for 5 min whether anybody is at its addresses");
        assertThat(trunk.isAwaited()).isTrue();
    }

    @Test
    void the_time_begins_anew_with_each_start_of_the_server() {
        assertThat(trunk.problemsOffline(ADDRESS, NOON)).isEmpty();
        assertThat(trunk.problems("NOT_INUSE")).isEmpty();

        assertThat(trunk.problemsOffline(ADDRESS, NOON.plus(Duration.ofHours(1))))
                .isEmpty();
    }

    @Test
    void one_that_the_server_does_not_know_has_no_endpoint() {
        assertThat(trunk.problems("INVALID"))
                .singleElement()
                .asString()
                .startsWith("the trunk carrier has no endpoint of this name in pjsip.conf");
        assertThat(trunk.problems(null)).isEmpty();
    }
}
