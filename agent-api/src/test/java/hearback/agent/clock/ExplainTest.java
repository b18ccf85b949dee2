package hearback.agent.clock;

import static hearback.agent.clock.Rules.at;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.clock.Happening.Occurred;
import hearback.config.profile.Channel;
import hearback.config.profile.ClockRule;
import hearback.config.profile.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ExplainTest {
    private final Explain english = new Explain(Rules.CALENDAR, Locale.ENGLISH);
    private final Explain chinese = new Explain(Rules.CALENDAR, Locale.CHINA);

    private static Clock one(ClockRule rule, Happening... happenings) {
        return Clocks.of(Rules.CALENDAR, List.of(rule), Channel.PHONE, List.of(happenings))
                .getFirst();
    }

    @Test
    void says_what_was_not_counted() {
        var clock = one(Rules.FINAL_REPLY, Occurred.of(1, at("2025-10-13 19:10"), Moment.ANSWER_APPROVED));
        assertThat(english.due(clock))
                .isEqualTo("due Tue 2025-10-14 09:10:00: started Mon 2025-10-13 19:10:00 (valid reply), 2 h, "
                        + "20:00-08:00 not counted");
        assertThat(chinese.due(clock))
                .isEqualTo("应于 周二 2025-10-14 09:10:00 前完成：周一 2025-10-13 19:10:00 起计（有效答复），2 小时，20:00-08:00不计");
    }

    @Test
    void says_how_late_it_is() {
        var clock = one(
                Rules.FIRST_REPLY,
                Occurred.of(1, at("2025-10-13 09:00"), Moment.ACCEPTED),
                Occurred.of(2, at("2025-10-14 09:30"), Moment.RESULT_TOLD));
        assertThat(english.standing(clock, at("2025-10-14 09:10"))).isEqualTo("10 min late");
        assertThat(english.standing(clock, at("2025-10-15 09:10")))
                .isEqualTo("done Tue 2025-10-14 09:30:00, 30 min late");
    }

    @Test
    void what_is_said_stays_as_it_is_until_the_clock_says() {
        var accepted = Occurred.of(1, at("2025-10-13 09:00"), Moment.ACCEPTED);
        var informed = Occurred.of(1, at("2025-10-16 10:00"), Moment.INFORMED);
        for (Clock clock : List.of(
                one(Rules.FIRST_REPLY, accepted),
                one(Rules.FIRST_REPLY, accepted, Occurred.of(2, at("2025-10-13 18:00"), Moment.RESULT_TOLD)),
                one(Rules.FIRST_REPLY, accepted, Occurred.of(2, at("2025-10-14 09:30"), Moment.RESULT_TOLD)),
                one(Rules.FIRST_REPLY, accepted, Occurred.of(2, at("2025-10-13 10:00"), Moment.WITHDRAWN)),
                one(Rules.ANALYSIS, informed, new Happening.Suspended(2, at("2025-10-20 00:00"), true)),
                one(Rules.ANALYSIS, informed, new Happening.Suspended(2, at("2025-11-20 00:00"), true)))) {
            for (Instant now = at("2025-10-13 08:00");
                    now.isBefore(at("2025-12-01 00:00"));
                    now = now.plusSeconds(1_800)) {
                Instant until = clock.sameUntil(now);
                Instant last = until.isBefore(at("2026-01-01 00:00")) ? until.minusNanos(1) : at("2026-01-01 00:00");
                if (until.isAfter(now)) {
                    assertThat(english.standing(clock, last)).isEqualTo(english.standing(clock, now));
                    assertThat(clock.verdict(last)).isEqualTo(clock.verdict(now));
                } else {
                    assertThat(until).isEqualTo(now);
                    assertThat(english.standing(clock, now.plusSeconds(1))).isNotEqualTo(english.standing(clock, now));
                }
            }
        }
    }

    @Test
    void every_text_is_there_in_both_languages() {
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        var one =
                ResourceBundle.getBundle("texts.clock", Locale.ENGLISH, control).keySet();
        var other =
                ResourceBundle.getBundle("texts.clock", Locale.CHINA, control).keySet();
        assertThat(new TreeSet<>(one)).isEqualTo(new TreeSet<>(other));
        for (Moment moment : Moment.values()) {
            assertThat(english.moment(moment)).isNotBlank();
        }
    }
}
