package hearback.telephony.callback;

import static hearback.telephony.callback.Story.TELECOM;
import static hearback.telephony.callback.Story.at;
import static hearback.telephony.callback.Story.failed;
import static hearback.telephony.callback.Story.off;
import static hearback.telephony.callback.Story.ours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.config.profile.Retry;
import hearback.telephony.call.CallId;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptOutcome.NeverKnown;
import hearback.telephony.callback.AttemptOutcome.Reached;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// An agent rings the customer by hand between the attempts (regulation b.2: a manual call counts and moves the next
/// slot). Each call takes a minute.
class CallsByHandTest {
    private static final AttemptOutcome BUSY = failed(Kind.BUSY);
    private static final AttemptOutcome CUT_OFF = ours(Fault.CUT_OFF);

    private final Story story = new Story().tried("Mon 14:30:00", off());

    @Test
    void the_next_attempt_keeps_the_gap_after_the_end_of_the_call_and_says_so() {
        var move = next("Mon 15:05:00", byHand("Mon 15:04:00", BUSY));

        assertThat(move.at()).isEqualTo(at("Mon 18:05:00"));
        assertThat(move.why()).isEqualTo("3 h after the end of a call by hand at Mon 23 Nov 15:05:00 UTC+08:00");
        assertThat(move.problem()).isEmpty();
    }

    @Test
    void whatever_may_have_rung_holds_the_next_attempt_off() {
        for (AttemptOutcome outcome : List.of(BUSY, CUT_OFF, ours(Fault.NO_AGENT), new NeverKnown())) {
            assertThat(next("Mon 15:05:00", byHand("Mon 15:04:00", outcome)).at())
                    .as("after %s", outcome)
                    .isEqualTo(at("Mon 18:05:00"));
        }
    }

    @Test
    void what_certainly_rang_nobody_is_no_such_call() {
        assertThatThrownBy(() -> byHand("Mon 15:04:00", ours(Fault.TRUNK_CONGESTED)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rang nobody");
    }

    @Test
    void a_call_that_was_over_long_ago_moves_nothing() {
        var move = next("Mon 14:31:00", byHand("Mon 11:00:00", BUSY));

        assertThat(move.at()).isEqualTo(at("Mon 17:30:45"));
        assertThat(move.why()).startsWith("3 h after the end of attempt 1 at");
    }

    @Test
    void nobody_is_held_off_once_the_customer_was_spoken_to() {
        var spokenTo = byHand("Mon 15:04:00", BUSY).spokenTo();

        assertThat(next("Mon 15:05:00", spokenTo).at()).isEqualTo(at("Mon 17:30:45"));
        assertThat(next("Mon 15:05:00", byHand("Mon 15:04:00", new Reached())).at())
                .isEqualTo(at("Mon 17:30:45"));
    }

    @Test
    void one_that_failed_on_the_customers_side_spaced_and_in_allowed_hours_is_one_of_the_further_attempts() {
        story.tried("Mon 17:31:00", off()).tried("Tue 11:10:00", off());

        var close = TELECOM.after(story.plan(), history(byHand("Tue 08:00:00", BUSY)), at("Tue 11:10:45"));

        assertThat(close)
                .isEqualTo(new NextMove.Close(
                        CloseReason.UNREACHABLE, "3 further attempts failed on the customer's side within 48 h"));
    }

    @Test
    void one_that_came_too_soon_or_in_quiet_hours_or_was_cut_off_by_the_agent_is_none() {
        story.tried("Mon 17:31:00", off()).tried("Tue 11:10:00", off());
        var calls =
                List.of(byHand("Mon 19:00:00", BUSY), byHand("Tue 07:00:00", BUSY), byHand("Tue 08:00:00", CUT_OFF));

        for (DialledByHand call : calls) {
            var move = next("Tue 11:10:45", call);
            assertThat(move.at()).as("after %s", call).isEqualTo(at("Tue 14:30:00"));
            assertThat(move.problem()).isEmpty();
        }
    }

    @Test
    void one_that_came_before_the_callback_only_holds_it_off() {
        var request = Story.request(at("Mon 15:10:00"));
        var before = history(byHand("Mon 15:04:00", BUSY));

        var first = (NextMove.DialAt) TELECOM.first(request, before, at("Mon 15:10:00"));

        assertThat(first.at()).isEqualTo(at("Mon 18:05:00"));
        assertThat(first.problem()).isEmpty();
    }

    /// It opens the window, as the first failed attempt of the callback itself does.
    @Test
    void one_that_came_since_the_callback_was_asked_for_is_its_first_attempt() {
        var plan = new Story().plan();
        var calls = Stream.of("Mon 09:00:00", "Mon 14:30:00", "Mon 17:31:00", "Tue 08:00:00")
                .map(start -> byHand(start, BUSY))
                .toArray(DialledByHand[]::new);

        assertThat(TELECOM.after(plan, history(calls), at("Tue 08:01:00")))
                .isInstanceOfSatisfying(
                        NextMove.Close.class,
                        close -> assertThat(close.reason()).isEqualTo(CloseReason.UNREACHABLE));
    }

    @Test
    void ceilings_count_it_also_when_it_reached_the_customer() {
        var rule = TELECOM.rule();
        var twiceADay = new CallbackPolicy(new RetryRule(
                rule.furtherAttempts(),
                rule.window(),
                rule.gap(),
                rule.ringTime(),
                rule.ownFailureWait(),
                rule.abandonedCallWait(),
                rule.hours(),
                new Ceilings(2, 0),
                Retry.Spread.EARLIEST));

        var move = (NextMove.DialAt)
                twiceADay.after(story.plan(), history(byHand("Mon 15:04:00", new Reached())), at("Mon 15:05:00"));

        assertThat(move.at()).isEqualTo(at("Tue 14:30:00"));
        assertThat(move.why())
                .startsWith("at most 2 calls to this number in 24 h, 2 since Mon 23 Nov 14:30:00 UTC+08:00");
    }

    /// Too soon after the call the attempt would not count, so ringing earlier would not keep the floor either.
    @Test
    void the_floor_that_it_costs_is_named() {
        story.tried("Mon 17:31:00", off()).tried("Tue 08:00:00", off());

        var without = next("Wed 11:00:00");
        var with = next("Wed 11:01:00", byHand("Wed 11:00:00", CUT_OFF));

        assertThat(without.at()).isEqualTo(at("Wed 11:00:00"));
        assertThat(without.problem()).isEmpty();
        assertThat(with.at()).isEqualTo(at("Wed 14:30:00"));
        assertThat(with.problem()).as("the window includes its end").isEmpty();
        assertThat(next("Wed 11:31:00", byHand("Wed 11:30:01", CUT_OFF)).problem())
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("only 2 of 3 further attempts fit"));
    }

    @Test
    void of_two_numbers_the_calls_to_both_are_known() {
        var one = history(byHand("Mon 15:04:00", BUSY));
        var other = history(byHand("Mon 15:00:00", BUSY));

        assertThat(one.and(other).byHand())
                .extracting(DialledByHand::startedAt)
                .containsExactly(at("Mon 15:00:00"), at("Mon 15:04:00"));
    }

    private NextMove.DialAt next(String now, DialledByHand... calls) {
        return (NextMove.DialAt) TELECOM.after(story.plan(), history(calls), at(now));
    }

    private static NumberHistory history(DialledByHand... calls) {
        return new NumberHistory(List.of(), List.of(calls), Optional.empty());
    }

    private static DialledByHand byHand(String start, AttemptOutcome outcome) {
        Instant began = at(start);
        return new DialledByHand(
                new CallId("main-" + began.getEpochSecond()),
                Story.NUMBERS.getFirst(),
                began,
                began.plusSeconds(60),
                outcome,
                false);
    }
}
