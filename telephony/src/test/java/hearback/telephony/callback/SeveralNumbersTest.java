package hearback.telephony.callback;

import static hearback.telephony.callback.Story.NUMBERS;
import static hearback.telephony.callback.Story.TELECOM;
import static hearback.telephony.callback.Story.at;
import static hearback.telephony.callback.Story.failed;
import static hearback.telephony.callback.Story.off;
import static hearback.telephony.callback.Story.ours;
import static hearback.telephony.callback.Story.requestOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.config.profile.Retry;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Several numbers of one customer, dialled one after the other, are one attempt (regulation S0-40, b.2).
class SeveralNumbersTest {
    private final Story story = new Story();

    @Nested
    class OneRound {
        @Test
        void begins_at_the_first_number() {
            var first = (NextMove.DialAt) TELECOM.first(requestOf(2), at("Mon 09:00:00"));

            assertThat(first.number()).hasValue(NUMBERS.getFirst());
            assertThat(first.why()).endsWith(", at the first number");
        }

        @Test
        void goes_on_at_once_at_the_number_that_was_not_tried() {
            story.tried(0, "Mon 09:00:00", off());

            assertThat(next("Mon 09:00:45"))
                    .isEqualTo(new NextMove.DialAt(
                            at("Mon 09:00:45"),
                            "at once, at the second number: the same attempt",
                            Optional.empty(),
                            Optional.of(NUMBERS.get(1))));
        }

        @Test
        void is_over_with_its_last_number_and_the_pause_begins_there() {
            story.tried(0, "Mon 09:00:00", off()).tried(1, "Mon 09:00:45", off());

            var next = next("Mon 09:01:30");

            assertThat(next.number()).hasValue(NUMBERS.getFirst());
            assertThat(next.at()).isEqualTo(at("Mon 14:30:00"));
            assertThat(next.why())
                    .isEqualTo(
                            "3 h after the end of attempt 2 at Mon 23 Nov 09:01:30 UTC+08:00, 12:00-14:30 Asia/Shanghai"
                                    + " not allowed, open from Mon 23 Nov 14:30:00 UTC+08:00, at the first number");
        }

        @Test
        void takes_the_numbers_in_their_order() {
            story.tried(0, "Mon 09:00:00", off());
            assertThat(next(3, "Mon 09:00:45").number()).hasValue(NUMBERS.get(1));
            story.tried(1, "Mon 09:00:45", off());
            assertThat(next(3, "Mon 09:01:30").number()).hasValue(NUMBERS.get(2));
            story.tried(2, "Mon 09:01:30", off());
            assertThat(next(3, "Mon 09:02:15").at()).isEqualTo(at("Mon 14:30:00"));
        }

        @Test
        void is_not_carried_on_into_quiet_hours_nor_after_the_pause() {
            story.tried(0, "Mon 19:59:30", off());

            assertThat(next("Mon 20:00:15").at()).isEqualTo(at("Tue 08:00:00"));
            assertThat(next("Tue 08:00:00").number()).hasValue(NUMBERS.getFirst());
        }

        @Test
        void is_no_further_attempt_of_its_own() {
            story.tried(0, "Mon 08:00:00", off())
                    .tried(1, "Mon 08:00:45", off())
                    .tried(0, "Mon 11:30:00", off())
                    .tried(1, "Mon 11:30:45", off());

            assertThat(AttemptSeries.of(
                                    TELECOM.rule(),
                                    requestOf(2),
                                    story.plan().attempts(),
                                    Instant.EPOCH,
                                    NumberHistory.NONE)
                            .counted())
                    .extracting(AttemptSeries.Past::startedAt)
                    .containsExactly(at("Mon 11:30:00"));
        }

        @Test
        void opens_the_window_with_its_first_failure() {
            story.tried(0, "Mon 11:50:00", off()).tried(1, "Mon 11:50:45", off());

            assertThat(next("Wed 11:00:00").problem().orElseThrow())
                    .startsWith("only 1 of 3 further attempts fit before Wed 25 Nov 11:50:00 UTC+08:00");
        }
    }

    @Nested
    class AFailureOnOurSide {
        @Test
        void within_a_round_is_repeated_at_the_same_number_within_it() {
            story.tried(0, "Mon 09:00:00", off()).tried(1, "Mon 09:00:45", ours(Fault.TRUNK_CONGESTED));

            var next = next("Mon 09:01:30");

            assertThat(next.number()).hasValue(NUMBERS.get(1));
            assertThat(next.at()).isEqualTo(at("Mon 09:11:30"));
            assertThat(next.why())
                    .isEqualTo("10 min after attempt 2 failed on our side (TRUNK_CONGESTED), which does not count,"
                            + " at the second number: the same attempt");
        }

        @Test
        void at_the_first_number_does_not_lead_to_the_second() {
            story.tried(0, "Mon 09:00:00", ours(Fault.TRUNK_CONGESTED));

            assertThat(next("Mon 09:00:45").number()).hasValue(NUMBERS.getFirst());
        }

        @Test
        void that_he_may_have_heard_ends_the_round_and_is_repeated_there() {
            story.tried(0, "Mon 09:00:00", off()).tried(1, "Mon 09:00:45", ours(Fault.NO_AGENT));

            var next = next("Mon 09:01:30");

            assertThat(next.number()).hasValue(NUMBERS.get(1));
            assertThat(next.at()).isEqualTo(at("Mon 14:30:00"));
        }
    }

    @Nested
    class TheEnd {
        private final Story four = story.tried(0, "Mon 08:00:00", off())
                .tried(1, "Mon 08:00:45", off())
                .tried(0, "Mon 14:30:00", off())
                .tried(1, "Mon 14:30:45", off())
                .tried(0, "Mon 18:00:00", off())
                .tried(1, "Mon 18:00:45", off())
                .tried(0, "Tue 08:00:00", off());

        @Test
        void comes_after_the_last_number_of_the_last_round() {
            assertThat(next("Tue 08:00:45").number()).hasValue(NUMBERS.get(1));

            four.tried(1, "Tue 08:00:45", off());
            assertThat(TELECOM.after(four.plan(requestOf(2)), at("Tue 08:01:30")))
                    .isEqualTo(new NextMove.Close(
                            CloseReason.UNREACHABLE, "3 further attempts failed on the customer's side within 48 h"));
        }

        @Test
        void comes_with_an_answer_at_any_number() {
            four.tried(1, "Tue 08:00:45", new AttemptOutcome.Reached());

            assertThat(closed(2)).isEqualTo(CloseReason.REACHED);
        }
    }

    @Nested
    class ANumberAtWhichNobodyIs {
        @Test
        void is_left_out_and_ends_nothing_while_another_is_left() {
            story.tried(0, "Mon 09:00:00", failed(Kind.NUMBER_CHANGED)).tried(1, "Mon 09:00:45", off());

            assertThat(next("Mon 09:01:30").number()).hasValue(NUMBERS.get(1));
        }

        @Test
        void ends_the_series_when_none_is_left() {
            story.tried(0, "Mon 09:00:00", failed(Kind.NUMBER_CHANGED))
                    .tried(1, "Mon 09:00:45", failed(Kind.NUMBER_CHANGED));

            assertThat(closed(2)).isEqualTo(CloseReason.NUMBER_CHANGED);
        }

        @Test
        void is_known_by_two_days_at_that_number() {
            story.tried(0, "Mon 18:00:00", failed(Kind.NUMBER_UNKNOWN))
                    .tried(1, "Mon 18:00:45", failed(Kind.NUMBER_UNKNOWN))
                    .tried(0, "Tue 08:00:00", failed(Kind.NUMBER_UNKNOWN));

            assertThat(next("Tue 08:00:45").number()).hasValue(NUMBERS.get(1));

            story.tried(1, "Tue 08:00:45", failed(Kind.NUMBER_UNKNOWN));
            assertThat(closed(2)).isEqualTo(CloseReason.NUMBER_UNKNOWN);
        }

        @Test
        void is_passed_over_while_it_is_barred_as_long_as_another_is_left() {
            var barred =
                    new NumberHistory(List.of(), List.of(), Optional.empty(), Optional.empty(), Set.of(NUMBERS.get(1)));
            story.tried(0, "Mon 09:00:00", off());

            assertThat(next(3, barred, "Mon 09:00:45").number()).hasValue(NUMBERS.get(2));
            assertThat(next(2, barred, "Mon 09:00:45").at()).isEqualTo(at("Mon 14:30:00"));
        }
    }

    @Nested
    class WhatElseRingsTheNumbers {
        @Test
        void has_the_number_passed_over_that_it_rang_a_moment_ago() {
            story.tried(0, "Mon 09:00:00", off());

            var next = next(3, rang(1, "Mon 08:50:00"), "Mon 09:00:45");

            assertThat(next.number()).hasValue(NUMBERS.get(2));
            assertThat(next.why()).isEqualTo("at once, at the third number: the same attempt");
        }

        @Test
        void holds_the_next_round_off_at_whichever_number_it_rang() {
            story.tried(0, "Mon 14:30:00", off());

            assertThat(next(2, rang(1, "Mon 15:00:00"), "Mon 15:01:00").at()).isEqualTo(at("Mon 18:00:45"));
        }

        @Test
        void counts_for_the_ceiling_of_its_number_alone() {
            var once = new CallbackPolicy(rule(3, new Ceilings(1, 0)));
            var first = (NextMove.DialAt) once.first(requestOf(2), rang(0, "Mon 08:00:00"), at("Mon 14:30:00"));

            assertThat(first.number()).hasValue(NUMBERS.get(1));
            assertThat(first.at()).isEqualTo(at("Mon 14:30:00"));
        }
    }

    @Test
    void ceilings_are_those_of_each_number() {
        var once = new CallbackPolicy(rule(3, new Ceilings(1, 0)));
        story.tried(0, "Mon 09:00:00", off()).tried(1, "Mon 09:00:45", off());

        var next = (NextMove.DialAt) once.after(story.plan(requestOf(2)), at("Mon 09:01:30"));

        assertThat(next.number()).hasValue(NUMBERS.getFirst());
        assertThat(next.at()).isEqualTo(at("Tue 09:00:00"));
    }

    /// Once a day and four times more: the two numbers in turn keep the floor, both in each attempt do not.
    @Test
    void the_floor_goes_before_another_number() {
        var onceADay = new CallbackPolicy(rule(4, new Ceilings(1, 0)));
        story.tried(0, "Mon 09:00:00", off());

        var next = (NextMove.DialAt) onceADay.after(story.plan(requestOf(2)), at("Mon 09:00:45"));

        assertThat(next.number()).hasValue(NUMBERS.get(1));
        assertThat(next.at()).as("3 h later").isEqualTo(at("Mon 14:30:00"));
        assertThat(next.problem()).isEmpty();
    }

    @Test
    void a_callback_has_each_number_once() {
        assertThatThrownBy(() -> requestOf(1).alsoAt(List.of(NUMBERS.getFirst())))
                .hasMessage("the same number twice");
        assertThatThrownBy(() -> requestOf(1).alsoAt(List.of(NUMBERS.get(1), NUMBERS.get(1))))
                .hasMessage("the same number twice");
    }

    private static NumberHistory rang(int number, String start) {
        return new NumberHistory(new Story().tried(number, start, off()).plan().attempts(), Optional.empty());
    }

    private static RetryRule rule(int furtherAttempts, Ceilings ceilings) {
        var rule = TELECOM.rule();
        return new RetryRule(
                furtherAttempts,
                rule.window(),
                rule.gap(),
                rule.ringTime(),
                rule.ownFailureWait(),
                Duration.ZERO,
                rule.hours(),
                ceilings,
                Retry.Spread.EARLIEST);
    }

    private CloseReason closed(int numbers) {
        return ((NextMove.Close) TELECOM.after(story.plan(requestOf(numbers)), at("Tue 08:02:00"))).reason();
    }

    private NextMove.DialAt next(String now) {
        return next(2, now);
    }

    private NextMove.DialAt next(int numbers, String now) {
        return next(numbers, NumberHistory.NONE, now);
    }

    private NextMove.DialAt next(int numbers, NumberHistory history, String now) {
        return (NextMove.DialAt) TELECOM.after(story.plan(requestOf(numbers)), history, at(now));
    }
}
