package hearback.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveyAnswerTest {
    @Test
    void a_key_is_read_and_none_too() {
        assertThat(SurveyAnswer.read("satisfaction", "4", "2", "1"))
                .contains(new SurveyAnswer("satisfaction", Optional.of(4), 2, 1));
        assertThat(SurveyAnswer.read("timeliness", "", "2", "3"))
                .contains(new SurveyAnswer("timeliness", Optional.empty(), 2, 3));
    }

    @Test
    void what_the_event_log_tells_of_an_answer_that_was_heard_is_known() {
        Instant at = Instant.parse("2026-11-23T02:00:00Z");
        LegId leg = new LegId(new ServerName("main"), "hb000000000000000000000000000000c1");
        var answer = new SurveyAnswer("satisfaction", Optional.of(4), 0, 0);
        Call call = Call.of(CallId.bornOf(leg), List.of(new CallFact.SurveyAnswered(at, leg, answer)));

        assertThat(call.knows(
                        new CallSignal.SurveyAnswered(at.minusMillis(1), leg, leg, answer), Duration.ofSeconds(1)))
                .isTrue();
        assertThat(call.knows(
                        new CallSignal.SurveyAnswered(
                                at, leg, leg, new SurveyAnswer("timeliness", Optional.of(4), 0, 0)),
                        Duration.ofSeconds(1)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1, 0, 0",
        "satisfaction', 1, 0, 0",
        "Satisfaction, 1, 0, 0",
        "satisfaction, 0, 0, 0",
        "satisfaction, 12, 0, 0",
        "satisfaction, '1\r\nAction: x', 0, 0",
        "satisfaction, 1, -1, 0",
        "satisfaction, 1, 0, ''",
        "satisfaction, 1, 1000, 0"
    })
    void what_the_shipped_dialplan_never_sends_is_no_answer(String question, String key, String again, String late) {
        assertThat(SurveyAnswer.read(question, key, again, late)).isEmpty();
    }
}
