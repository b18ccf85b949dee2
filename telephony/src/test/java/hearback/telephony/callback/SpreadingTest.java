package hearback.telephony.callback;

import static hearback.telephony.callback.Story.TELECOM;
import static hearback.telephony.callback.Story.at;
import static hearback.telephony.callback.Story.off;
import static hearback.telephony.callback.Story.ours;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.Retry;
import hearback.telephony.callback.AttemptOutcome.Fault;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The telecom profile, had it chosen to lay attempts over the day.
class SpreadingTest {
    private static final CallbackPolicy OVER_THE_DAY = new CallbackPolicy(new RetryRule(
            TELECOM.rule().furtherAttempts(),
            TELECOM.rule().window(),
            TELECOM.rule().gap(),
            TELECOM.rule().ringTime(),
            TELECOM.rule().ownFailureWait(),
            TELECOM.rule().abandonedCallWait(),
            TELECOM.rule().hours(),
            Ceilings.NONE,
            Retry.Spread.PARTS_OF_DAY));

    private final Story story = new Story().tried("Mon 14:45:00", off());

    @Test
    void a_further_attempt_is_put_off_to_a_part_of_the_day_that_was_not_tried_and_says_so() {
        var move = next(story, "Mon 14:45:45");

        assertThat(move.at()).isEqualTo(at("Mon 18:00:00"));
        assertThat(move.why())
                .isEqualTo(
                        "3 h after the end of attempt 1 at Mon 23 Nov 14:45:45 UTC+08:00, put off for another time of"
                                + " day than before (afternoon)");
        assertThat(move.problem()).isEmpty();
    }

    @Test
    void what_is_another_part_anyway_is_not_put_off() {
        story.tried("Mon 18:00:00", off());

        assertThat(next(story, "Mon 18:00:45").at()).isEqualTo(at("Tue 08:00:00"));
    }

    @Test
    void when_every_open_part_was_tried_it_is_as_early_as_may_be() {
        story.tried("Mon 18:00:00", off()).tried("Tue 08:00:00", off());

        assertThat(next(story, "Tue 08:00:45").at()).isEqualTo(at("Tue 11:00:45"));
    }

    @Test
    void the_floor_goes_before_it_and_keeps_a_whole_gap_to_spare() {
        // The window ends Wednesday 14:45: from 11:50 on one attempt fits, and none after 14:30.
        story.tried("Mon 18:00:00", off()).tried("Tue 18:00:00", off()).tried("Wed 08:30:00", ours(Fault.CUT_OFF));

        var move = next(story, "Wed 11:40:00");

        assertThat(move.at()).isEqualTo(at("Wed 11:40:00"));
        assertThat(move.problem()).isEmpty();
        assertThat(move.why()).doesNotContain("put off");
    }

    @Test
    void the_first_attempt_is_never_put_off() {
        var move = (NextMove.DialAt) OVER_THE_DAY.first(Story.request(Instant.EPOCH), at("Mon 17:59:00"));

        assertThat(move.at()).isEqualTo(at("Mon 17:59:00"));
    }

    @Test
    void telecom_itself_has_not_chosen_it() {
        assertThat(TELECOM.rule().spread()).isEqualTo(Retry.Spread.EARLIEST);
        assertThat(((NextMove.DialAt) TELECOM.after(story.plan(), at("Mon 14:45:45"))).at())
                .isEqualTo(at("Mon 17:45:45"));
    }

    @ParameterizedTest
    @CsvSource({
        "Mon 00:00:00, MORNING, Mon 12:00:00",
        "Mon 11:59:59, MORNING, Mon 12:00:00",
        "Mon 12:00:00, MIDDAY, Mon 14:00:00",
        "Mon 17:59:59, AFTERNOON, Mon 18:00:00",
        "Mon 18:00:00, EVENING, Tue 00:00:00",
        "Mon 23:59:59, EVENING, Tue 00:00:00"
    })
    void a_day_has_four_parts(String moment, PartOfDay part, String next) {
        var shanghai = ZoneId.of("Asia/Shanghai");

        assertThat(PartOfDay.at(at(moment), shanghai)).isEqualTo(part);
        assertThat(PartOfDay.nextChange(at(moment), shanghai)).isEqualTo(at(next));
    }

    private static NextMove.DialAt next(Story story, String now) {
        return (NextMove.DialAt) OVER_THE_DAY.after(story.plan(), at(now));
    }
}
