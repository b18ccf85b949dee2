package hearback.telephony.callback;

import static hearback.telephony.callback.Story.TELECOM;
import static hearback.telephony.callback.Story.at;
import static hearback.telephony.callback.Story.off;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.config.profile.Retry;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestTimesTest {
    private final Story story = new Story();

    @Nested
    class AsWritten {
        @Test
        void are_read_in_any_order_with_commas_or_blanks() {
            assertThat(BestTimes.read("18:00-20:00, 08:00-09:00").text()).isEqualTo("08:00-09:00, 18:00-20:00");
            assertThat(BestTimes.read(" 18:00-20:00  08:00-09:00"))
                    .isEqualTo(BestTimes.read("08:00-09:00,18:00-20:00"));
            assertThat(BestTimes.read("")).isEqualTo(BestTimes.ANY);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "18:00",
                    "18:00-18:00",
                    "25:00-26:00",
                    "18:00:30-20:00",
                    "18-20",
                    "18:00-20:00, 19:00-21:00",
                    "22:00-07:00, 06:00-08:00",
                    "01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00",
                    "evening"
                })
        void are_refused_otherwise(String text) {
            assertThatThrownBy(() -> BestTimes.read(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("must ");
        }
    }

    @Test
    void put_the_first_attempt_off() {
        var move = first("18:00-20:00", "Mon 09:00:00");

        assertThat(move.at()).isEqualTo(at("Mon 18:00:00"));
        assertThat(move.why()).endsWith(", put off to 18:00: the customer's best time (18:00-20:00)");
        assertThat(move.problem()).isEmpty();
    }

    @Test
    void that_are_now_change_nothing() {
        assertThat(first("08:00-09:00, 18:00-20:00", "Mon 18:30:00")).isEqualTo(first("", "Mon 18:30:00"));
    }

    @Test
    void begin_when_quiet_hours_end_within_them() {
        assertThat(first("13:00-16:00", "Mon 09:00:00").at()).isEqualTo(at("Mon 14:30:00"));
    }

    @Test
    void in_quiet_hours_are_told_to_be() {
        var move = first("12:00-14:00, 21:00-07:00", "Mon 09:00:00");

        assertThat(move.at()).isEqualTo(at("Mon 09:00:00"));
        assertThat(move.why())
                .endsWith(", not at the customer's best time (12:00-14:00, 21:00-07:00), at which nobody may be rung"
                        + " within 24 h");
    }

    @Test
    void put_further_attempts_off_as_long_as_the_floor_has_room_to_spare() {
        story.tried("Mon 18:00:00", off());
        var second = after("18:00-20:00", "Mon 18:00:45");
        story.tried("Tue 18:00:00", off());
        var third = after("18:00-20:00", "Tue 18:00:45");

        assertThat(second.at()).isEqualTo(at("Tue 18:00:00"));
        assertThat(second.problem()).isEmpty();
        assertThat(third.at()).isEqualTo(at("Wed 08:00:00"));
        assertThat(third.why())
                .endsWith(", not at the customer's best time (18:00-20:00), which leaves the floor no room to spare");
        assertThat(third.problem()).isEmpty();
    }

    @Test
    void go_before_the_wish_for_another_time_of_the_day() {
        story.tried("Mon 14:40:00", off());

        var afternoon = after(spread(), "14:30-18:00", "Mon 14:40:45");
        var evening = after(spread(), "", "Mon 14:40:45");

        assertThat(afternoon.at()).as("where he was tried, but likes it").isEqualTo(at("Mon 17:40:45"));
        assertThat(evening.at()).isEqualTo(at("Mon 18:00:00"));
    }

    @Test
    void where_they_cannot_be_kept_leave_the_wish_for_another_time_of_the_day() {
        story.tried("Mon 14:40:00", off());

        var move = after(spread(), "12:00-14:00", "Mon 14:40:45");

        assertThat(move.at()).isEqualTo(at("Mon 18:00:00"));
        assertThat(move.why()).contains("not at the customer's best time", "put off for another time of day");
    }

    @Nested
    class AtAnAppointment {
        @Test
        void change_nothing_for_the_first_attempt() {
            var move = (NextMove.DialAt) TELECOM.first(promised("18:00-20:00", at("Mon 10:00:00")), at("Mon 09:00:00"));

            assertThat(move.at()).isEqualTo(at("Mon 10:00:00"));
        }

        @Test
        void are_wished_for_after_it() {
            var plan = new Story().tried("Mon 10:00:00", off()).plan(promised("18:00-20:00", at("Mon 10:00:00")));

            var move = (NextMove.DialAt) TELECOM.after(plan, at("Mon 10:00:45"));

            assertThat(move.at()).isEqualTo(at("Mon 18:00:00"));
        }

        private CallbackRequest promised(String best, Instant at) {
            var any = Story.request(at);
            return new CallbackRequest(
                    any.id(),
                    any.subject(),
                    any.number(),
                    CallbackReason.PROMISED,
                    at,
                    BestTimes.read(best),
                    Household.NONE);
        }
    }

    private static CallbackPolicy spread() {
        var rule = TELECOM.rule();
        return new CallbackPolicy(new RetryRule(
                rule.furtherAttempts(),
                rule.window(),
                rule.gap(),
                rule.ringTime(),
                rule.ownFailureWait(),
                rule.abandonedCallWait(),
                rule.hours(),
                rule.ceilings(),
                Retry.Spread.PARTS_OF_DAY));
    }

    private static NextMove.DialAt first(String best, String now) {
        return (NextMove.DialAt) TELECOM.first(request(best, now), at(now));
    }

    private NextMove.DialAt after(String best, String now) {
        return after(TELECOM, best, now);
    }

    private NextMove.DialAt after(CallbackPolicy policy, String best, String now) {
        return (NextMove.DialAt) policy.after(story.plan(request(best, "Mon 09:00:00")), at(now));
    }

    private static CallbackRequest request(String best, String asked) {
        var any = Story.request(at(asked));
        return new CallbackRequest(
                any.id(),
                any.subject(),
                any.number(),
                any.reason(),
                any.notBefore(),
                BestTimes.read(best),
                Household.NONE);
    }
}
