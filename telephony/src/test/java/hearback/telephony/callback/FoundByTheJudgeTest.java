package hearback.telephony.callback;

import static hearback.telephony.callback.Story.TELECOM;
import static hearback.telephony.callback.Story.at;
import static hearback.telephony.callback.Story.failed;
import static hearback.telephony.callback.Story.off;
import static hearback.telephony.callback.Story.ours;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.calendar.CallingHours;
import hearback.config.calendar.ClosedDays;
import hearback.config.calendar.DayTable;
import hearback.config.profile.Retry;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Mistakes of the planner that random lives brought to light, each as an example.
class FoundByTheJudgeTest {
    /// The wait is ours, the floor is promised.
    @Nested
    class TheWaitAfterAFailureOnOurSide {
        private final Story twoOfThree = new Story()
                .tried("Mon 11:50:00", off())
                .tried("Mon 15:00:00", off())
                .tried("Mon 18:00:45", off());

        @Test
        void is_halved_until_the_floor_is_kept() {
            // The window ends Wednesday 11:50:00.
            twoOfThree.tried("Wed 11:43:00", ours(Fault.TRUNK_CONGESTED));

            var move = next("Wed 11:43:45");

            assertThat(move.at()).isEqualTo(at("Wed 11:48:45"));
            assertThat(move.why())
                    .isEqualTo("5 min after attempt 4 failed on our side (TRUNK_CONGESTED), which does not count;"
                            + " 10 min would cost the floor");
            assertThat(move.problem()).isEmpty();
        }

        @Test
        void is_said_to_be_shortened_also_when_we_come_to_it_late() {
            twoOfThree.tried("Wed 11:43:00", ours(Fault.TRUNK_CONGESTED));

            var move = next("Wed 11:49:00");

            assertThat(move.at()).isEqualTo(at("Wed 11:49:00"));
            assertThat(move.why()).isEqualTo("at once; 10 min after attempt 4 failed on our side would cost the floor");
        }

        @Test
        void does_not_run_into_quiet_hours_in_which_the_window_ends() {
            var story = new Story()
                    .tried("Mon 14:00:00", off())
                    .tried("Mon 17:30:00", off())
                    .tried("Tue 08:00:00", off())
                    .tried("Wed 11:54:00", ours(Fault.TRUNK_CONGESTED));

            var move = (NextMove.DialAt) TELECOM.after(story.plan(), at("Wed 11:54:45"));

            assertThat(move.at()).as("not 14:30, half an hour late").isEqualTo(at("Wed 11:59:45"));
        }

        @Test
        void is_a_whole_one_when_the_floor_is_lost_anyway() {
            twoOfThree.tried("Wed 11:49:30", ours(Fault.TRUNK_CONGESTED));

            var move = next("Wed 11:50:15");

            assertThat(move.problem()).isPresent();
            assertThat(move.why()).startsWith("10 min after attempt 4");
        }

        private NextMove.DialAt next(String now) {
            return (NextMove.DialAt) TELECOM.after(twoOfThree.plan(), at(now));
        }
    }

    @Test
    void a_number_at_which_somebody_answered_is_not_unknown_though_no_agent_came() {
        var plan = new Story()
                .tried("Mon 16:30:00", failed(Kind.NUMBER_UNKNOWN))
                .tried("Mon 19:31:00", ours(Fault.NO_AGENT))
                .tried("Tue 08:00:00", failed(Kind.NUMBER_UNKNOWN))
                .plan();

        assertThat(TELECOM.after(plan, at("Tue 08:00:45"))).isInstanceOf(NextMove.DialAt.class);
    }

    /// After Tuesday 18:00 no further attempt fits in, because of two days off; a gap later it is Friday, and all
    /// do. Before the first failure later is not always worse.
    @Test
    void a_best_time_at_which_the_floor_is_lost_is_left_although_the_floor_is_kept_a_gap_later() {
        var policy = telecom(Set.of(DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY), Ceilings.NONE);
        var any = Story.request(at("Tue 09:00:00"));
        var wished = new CallbackRequest(
                any.id(),
                any.subject(),
                any.number(),
                any.reason(),
                any.notBefore(),
                BestTimes.read("18:00-20:00"),
                Household.NONE);

        var move = (NextMove.DialAt) policy.first(wished, at("Tue 09:00:00"));

        assertThat(move.at()).isEqualTo(at("Tue 09:00:00"));
        assertThat(move.why()).endsWith("which leaves the floor no room to spare");
    }

    /// Newfoundland put its clock back at one minute past midnight until 2011: Sunday lasted a minute and began
    /// again.
    @Test
    void a_day_off_that_is_left_because_the_clock_is_put_back_over_midnight_is_named() {
        var hours = new CallingHours(
                ZoneId.of("America/St_Johns"), List.of(), new ClosedDays(Set.of(DayOfWeek.SUNDAY), DayTable.EMPTY));
        var sunday = Instant.parse("2010-11-07T02:30:00Z");

        var open = hours.nextOpening(sunday);

        assertThat(open).isEqualTo(Instant.parse("2010-11-07T02:31:00Z"));
        assertThat(new Wording(hours).closed(sunday, open))
                .isEqualTo(", Sun 7 Nov is no working day, open from Sat 6 Nov 23:01:00 UTC-03:30");
    }

    /// The first attempt is late because of the ceiling, and for the further ones the weekend is left.
    @Test
    void a_ceiling_that_delays_the_first_attempt_is_named_when_that_costs_the_floor() {
        var policy = telecom(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), new Ceilings(2, 0));
        var others = new Story()
                .tried("Thu 19:50:00", ours(Fault.NO_AGENT))
                .tried("Thu 19:55:00", off())
                .plan()
                .attempts();

        var move = (NextMove.DialAt) policy.first(
                Story.request(at("Fri 08:00:00")), new NumberHistory(others, Optional.empty()), at("Fri 08:00:00"));

        assertThat(move.at()).isEqualTo(at("Fri 19:50:00"));
        assertThat(move.problem())
                .hasValue(
                        "should this attempt fail, only 0 of 3 further attempts fit into 48 h within the allowed hours;"
                                + " Sat 28 Nov to Sun 29 Nov are no working days; at most 2 calls to this number in 24 h");
    }

    /// The telecom profile, but not on these days and under these ceilings.
    private static CallbackPolicy telecom(Set<DayOfWeek> daysOff, Ceilings ceilings) {
        var rule = TELECOM.rule();
        return new CallbackPolicy(new RetryRule(
                rule.furtherAttempts(),
                rule.window(),
                rule.gap(),
                rule.ringTime(),
                rule.ownFailureWait(),
                rule.abandonedCallWait(),
                new CallingHours(rule.hours().zone(), rule.hours().quiet(), new ClosedDays(daysOff, DayTable.EMPTY)),
                ceilings,
                Retry.Spread.EARLIEST));
    }
}
