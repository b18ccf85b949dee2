package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.callback.AnswerRates;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedRatesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final AnswerRates SOME = AnswerRates.of(List.of(new AnswerRates.Counted(
            new AnswerRates.Place(new AnswerRates.District("+861380"), 18), new AnswerRates.Rate(41, 120))));

    private final List<Instant> counted = new ArrayList<>();
    private final RememberedRates rates = new RememberedRates(this::answers);
    private boolean isAway;

    @Test
    void attempts_of_90_days_are_counted_once_in_15_minutes_and_for_each_zone() {
        assertThat(rates.of(SHANGHAI, NOW)).isEqualTo(SOME);
        rates.of(SHANGHAI, NOW.plusSeconds(899));
        assertThat(counted).containsExactly(NOW.minus(Duration.ofDays(90)));

        rates.of(SHANGHAI, NOW.plusSeconds(900));
        rates.of(ZoneId.of("Asia/Kolkata"), NOW.plusSeconds(900));
        assertThat(counted).hasSize(3);
    }

    @Test
    void what_was_counted_stays_when_the_store_is_away_and_is_not_asked_for_at_once_again() {
        rates.of(SHANGHAI, NOW);
        isAway = true;

        assertThat(rates.of(SHANGHAI, NOW.plusSeconds(900))).isEqualTo(SOME);
        rates.of(SHANGHAI, NOW.plusSeconds(901));
        assertThat(counted).hasSize(2);
    }

    @Test
    void nothing_is_known_when_the_store_is_away_from_the_beginning() {
        isAway = true;

        assertThat(rates.of(SHANGHAI, NOW)).isEqualTo(AnswerRates.NONE);
    }

    private AnswerRates answers(ZoneId zone, Instant since) {
        counted.add(since);
        if (isAway) {
            throw new StoreUnavailable("away", new IllegalStateException("no database"));
        }
        return SOME;
    }
}
