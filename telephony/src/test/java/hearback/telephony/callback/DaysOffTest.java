package hearback.telephony.callback;

import static hearback.telephony.callback.Story.off;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.CalendarFiles;
import hearback.config.calendar.CallingHours;
import hearback.config.calendar.ClosedDays;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The telecom profile, had it chosen not to ring on holidays; National Day 2026 is Thursday 1 to Wednesday 7 October.
class DaysOffTest {
    private static final CallbackPolicy NO_HOLIDAYS = without(new ClosedDays(Set.of(), CalendarFiles.shipped("cn")));

    @Test
    void nobody_is_rung_on_a_holiday_and_the_reason_names_it() {
        var move = dial(NO_HOLIDAYS.first(Story.request(at("09-25 10:00:00")), at("09-25 09:00:00")));

        assertThat(move.at()).isEqualTo(at("09-28 08:00:00"));
        assertThat(move.why())
                .isEqualTo("not before Fri 25 Sep 10:00:00 UTC+08:00 as asked, Fri 25 Sep to Sun 27 Sep are holidays"
                        + " (中秋节), open from Mon 28 Sep 08:00:00 UTC+08:00");
    }

    @Test
    void a_night_before_a_holiday_is_named_with_it() {
        var story = new Story().tried(at("09-24 17:00:00"), at("09-24 17:00:45"), off());

        var move = dial(NO_HOLIDAYS.after(story.plan(), at("09-24 17:00:45")));

        assertThat(move.at()).isEqualTo(at("09-28 08:00:00"));
        assertThat(move.why())
                .isEqualTo("3 h after the end of attempt 1 at Thu 24 Sep 17:00:45 UTC+08:00, 20:00-08:00 Asia/Shanghai"
                        + " not allowed, Fri 25 Sep to Sun 27 Sep are holidays (中秋节), open from Mon 28 Sep 08:00:00"
                        + " UTC+08:00");
    }

    @Test
    void a_long_holiday_that_costs_the_floor_is_named_before_and_after_the_first_failure() {
        var first = dial(NO_HOLIDAYS.first(Story.request(Instant.EPOCH), at("09-30 16:30:00")));

        assertThat(first.problem())
                .hasValue(
                        "should this attempt fail, only 1 of 3 further attempts fit into 48 h within the allowed hours;"
                                + " Thu 1 Oct to Fri 2 Oct are holidays (国庆节)");

        var story = new Story()
                .tried(at("09-30 16:30:00"), at("09-30 16:30:45"), off())
                .tried(at("09-30 19:30:45"), at("09-30 19:31:30"), off());
        var third = dial(NO_HOLIDAYS.after(story.plan(), at("09-30 19:31:30")));

        assertThat(third.at()).isEqualTo(at("10-08 08:00:00"));
        assertThat(third.problem())
                .hasValue("only 1 of 3 further attempts fit before Fri 2 Oct 16:30:00 UTC+08:00, 48 h after the first"
                        + " failure: the next is Thu 8 Oct 08:00:00 UTC+08:00;"
                        + " Thu 1 Oct to Fri 2 Oct are holidays (国庆节)");
    }

    @Test
    void what_was_rung_on_a_holiday_by_hand_does_not_count() {
        var onHoliday = new Story()
                .tried(at("10-01 09:00:00"), at("10-01 09:00:45"), off())
                .tried(at("10-01 15:00:00"), at("10-01 15:00:45"), off())
                .tried(at("10-01 18:30:00"), at("10-01 18:30:45"), off())
                .tried(at("10-02 09:00:00"), at("10-02 09:00:45"), off());

        assertThat(NO_HOLIDAYS.after(onHoliday.plan(), at("10-02 09:00:45"))).isInstanceOf(NextMove.DialAt.class);
    }

    @Test
    void weekly_days_off_are_named_as_such_and_a_make_up_day_is_rung() {
        var weekends =
                without(new ClosedDays(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), CalendarFiles.shipped("cn")));

        assertThat(dial(weekends.first(Story.request(Instant.EPOCH), at("11-28 10:00:00")))
                        .why())
                .isEqualTo("at once, Sat 28 Nov to Sun 29 Nov are no working days, open from Mon 30 Nov 08:00:00"
                        + " UTC+08:00");
        assertThat(dial(weekends.first(Story.request(Instant.EPOCH), at("10-10 10:00:00")))
                        .at())
                .isEqualTo(at("10-10 10:00:00"));
    }

    private static CallbackPolicy without(ClosedDays days) {
        var telecom = Story.TELECOM.rule();
        return new CallbackPolicy(new RetryRule(
                telecom.furtherAttempts(),
                telecom.window(),
                telecom.gap(),
                telecom.ringTime(),
                telecom.ownFailureWait(),
                telecom.abandonedCallWait(),
                new CallingHours(telecom.hours().zone(), telecom.hours().quiet(), days)));
    }

    private static NextMove.DialAt dial(NextMove move) {
        return (NextMove.DialAt) move;
    }

    /// `09-30 16:30:00` in Shanghai, 2026.
    private static Instant at(String text) {
        return LocalDateTime.parse("2026-" + text.replace(' ', 'T'))
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toInstant();
    }
}
