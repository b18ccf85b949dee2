package hearback.telephony.callback;

import static hearback.telephony.callback.Story.TELECOM;
import static hearback.telephony.callback.Story.at;
import static hearback.telephony.callback.Story.off;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.Retry;
import hearback.telephony.callback.AnswerRates.Counted;
import hearback.telephony.callback.AnswerRates.District;
import hearback.telephony.callback.AnswerRates.Place;
import hearback.telephony.callback.AnswerRates.Rate;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The telecom profile, had it chosen to go by answer rates; the customer's number is in the district +861380.
class AnsweredHoursTest {
    private static final RetryRule BY_ANSWERS = new RetryRule(
            TELECOM.rule().furtherAttempts(),
            TELECOM.rule().window(),
            TELECOM.rule().gap(),
            TELECOM.rule().ringTime(),
            TELECOM.rule().ownFailureWait(),
            TELECOM.rule().abandonedCallWait(),
            TELECOM.rule().hours(),
            Ceilings.NONE,
            Retry.Spread.ANSWER_RATES);

    private final Story story = new Story().tried("Mon 15:00:00", off());

    @Test
    void a_further_attempt_is_put_off_to_the_hour_in_which_most_answer_and_says_so() {
        var move = next("Mon 15:00:45", here(18, 20, 120), here(19, 41, 120), here(9, 40, 120));

        assertThat(move.at()).isEqualTo(at("Mon 19:00:00"));
        assertThat(move.why()).endsWith(", put off to 19:00: answered most often at 19:00-20:00 (41 of 120)");
        assertThat(move.problem()).isEmpty();
    }

    @Test
    void the_district_goes_before_all_others_and_they_stand_in_where_it_tells_too_little() {
        assertThat(next("Mon 15:00:45", here(18, 20, 120), here(19, 10, 120), there(19, 900, 1_000))
                        .at())
                .isEqualTo(at("Mon 18:00:45"));
        assertThat(next("Mon 15:00:45", here(18, 20, 120), here(19, 10, 29), there(19, 900, 1_000))
                        .at())
                .isEqualTo(at("Mon 19:00:00"));
    }

    @Test
    void an_hour_that_was_tried_is_not_tried_again() {
        story.tried("Mon 19:00:00", off());

        assertThat(next("Mon 19:00:45", here(19, 41, 120), here(8, 1, 120), here(9, 2, 120))
                        .at())
                .isEqualTo(at("Tue 09:00:00"));
    }

    @Test
    void an_hour_of_which_too_little_is_known_is_tried_so_that_it_becomes_known() {
        assertThat(next("Mon 15:00:45", here(18, 9, 29), here(19, 41, 120)).at())
                .isEqualTo(at("Mon 18:00:45"));
    }

    @Test
    void while_nothing_is_known_it_is_another_part_of_the_day() {
        var plan = new Story().tried("Mon 14:40:00", off()).plan();

        var move = (NextMove.DialAt) new CallbackPolicy(BY_ANSWERS).after(plan, at("Mon 14:40:45"));

        assertThat(move.at()).isEqualTo(at("Mon 18:00:00"));
        assertThat(move.why()).contains("another time of day");
    }

    @Test
    void the_floor_goes_before_it() {
        story.tried("Tue 15:30:00", off());

        var move = next("Tue 15:30:45", here(18, 1, 120), here(9, 100, 120), here(11, 90, 120));

        assertThat(move.at())
                .as("two further ones have to fit in until Wednesday 15:00")
                .isEqualTo(at("Tue 18:30:45"));
        assertThat(move.why()).doesNotContain("put off");
    }

    @Test
    void the_first_attempt_is_never_put_off() {
        var policy = new CallbackPolicy(BY_ANSWERS, AnswerRates.of(List.of(here(9, 1, 120), here(10, 41, 120))));

        assertThat(((NextMove.DialAt) policy.first(Story.request(at("Mon 09:30:00")), at("Mon 09:30:00"))).at())
                .isEqualTo(at("Mon 09:30:00"));
    }

    private NextMove.DialAt next(String now, Counted... counted) {
        return (NextMove.DialAt)
                new CallbackPolicy(BY_ANSWERS, AnswerRates.of(List.of(counted))).after(story.plan(), at(now));
    }

    private static Counted here(int hour, long answered, long tried) {
        return new Counted(new Place(new District("+861380"), hour), new Rate(answered, tried));
    }

    private static Counted there(int hour, long answered, long tried) {
        return new Counted(new Place(new District("+861390"), hour), new Rate(answered, tried));
    }
}
