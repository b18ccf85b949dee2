package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.Pause;
import hearback.telephony.callback.PauseScope;
import hearback.telephony.callback.Trunk;
import hearback.telephony.callback.TrunkHealth;
import hearback.telephony.callback.TrunkHealth.Fails;
import hearback.telephony.callback.TrunkHealth.Works;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DueCheckTest {
    private static final ServerName MAIN = new ServerName("main");
    private static final ServerName SECOND = new ServerName("second");
    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");

    @Test
    void nothing_is_waited_for_where_an_agent_is_free_and_a_trunk_has_room() {
        assertThat(waitsFor(1, line(MAIN, true, through(1, new Works())))).isEmpty();
    }

    @Test
    void an_agent_is_missing_where_all_else_is_there() {
        assertThat(waitsFor(0, line(MAIN, true, through(1, new Works())))).hasValue(DueWait.AGENT);
    }

    @Test
    void a_trunk_that_is_full_is_waited_for() {
        assertThat(waitsFor(1, line(MAIN, true, through(2, new Works())))).hasValue(DueWait.TRUNK);
    }

    @Test
    void a_trunk_that_fails_is_waited_for_until_one_call_may_find_out() {
        var fails = new Fails(NOW.minusSeconds(60), NOW.plusSeconds(1), Fault.NO_CHANNEL);
        var findsOut = new Fails(NOW.minusSeconds(60), NOW, Fault.NO_CHANNEL);

        assertThat(waitsFor(1, line(MAIN, true, through(0, fails)))).hasValue(DueWait.TRUNK);
        assertThat(waitsFor(1, line(MAIN, true, through(0, findsOut)))).isEmpty();
        assertThat(waitsFor(1, line(MAIN, true, through(1, findsOut)))).hasValue(DueWait.TRUNK);
    }

    @Test
    void a_line_that_is_not_heard_is_waited_for_whoever_is_free() {
        assertThat(waitsFor(1, line(MAIN, false, through(0, new Works())))).hasValue(DueWait.LINE);
    }

    @Test
    void of_two_lines_the_one_that_comes_nearest_says_what_is_missing() {
        var full = line(MAIN, true, through(2, new Works()));

        assertThat(waitsFor(0, full, line(SECOND, true, through(0, new Works()))))
                .hasValue(DueWait.AGENT);
        assertThat(waitsFor(1, full, line(SECOND, true, through(0, new Works()))))
                .isEmpty();
    }

    @Test
    void a_pause_is_waited_for_when_it_holds_up_all_there_is() {
        var paused = new Dispatch.Through(trunk(), new Works(), true, 0, 0);
        var main = line(MAIN, true, through(0, new Works()));
        var second = line(SECOND, true, through(0, new Works()));

        assertThat(waitsFor(1, line(MAIN, true, paused))).hasValue(DueWait.PAUSE);
        assertThat(waitsFor(1, line(MAIN, true, paused, through(0, new Works()))))
                .isEmpty();
        assertThat(of(List.of(main), new PauseScope.Everything())).hasValue(DueWait.PAUSE);
        assertThat(of(List.of(main), new PauseScope.OfLine(MAIN))).hasValue(DueWait.PAUSE);
        assertThat(of(List.of(main, second), new PauseScope.OfLine(MAIN))).isEmpty();
    }

    @Test
    void the_pauses_that_hold_up_everybody_are_those_that_leave_nothing_to_ring_through() {
        var all = pause(1, new PauseScope.Everything());
        var main = pause(2, new PauseScope.OfLine(MAIN));
        var mains = pause(3, new PauseScope.OfTrunk(MAIN, trunk().name()));
        var seconds = pause(4, new PauseScope.OfTrunk(SECOND, trunk().name()));
        var hotline = pause(5, new PauseScope.OfHotline("4001"));
        var both = Map.of(MAIN, List.of(trunk()), SECOND, List.of(trunk()));

        assertThat(DueCheck.ofAll(List.of(all, main, hotline), both)).containsExactly(all);
        assertThat(DueCheck.ofAll(List.of(main, mains, seconds), both)).containsExactly(main, mains, seconds);
        assertThat(DueCheck.ofAll(List.of(seconds), both)).isEmpty();
        assertThat(DueCheck.ofAll(List.of(seconds), Map.of(SECOND, List.of(trunk(), another()))))
                .isEmpty();
    }

    @Nested
    class ACallback {
        private static final Optional<ProfileVersion> TELECOM = Optional.of(new ProfileVersion("telecom", 2));

        @Test
        void whose_time_has_come_waits_for_what_is_in_the_way_of_its_rule() {
            var seen = seen(DueWait.AGENT);

            assertThat(seen.waitsFor(plan(TELECOM, CallbackReason.REPLY, NOW), false, NOW))
                    .hasValue(DueWait.AGENT);
            assertThat(seen.waitsFor(plan(TELECOM, CallbackReason.REPLY, NOW.plusMillis(1)), false, NOW))
                    .isEmpty();
            assertThat(seen.waitsFor(plan(Optional.empty(), CallbackReason.REPLY, NOW), false, NOW))
                    .isEmpty();
        }

        @Test
        void that_a_pause_holds_up_waits_for_its_end_unless_nobody_may_be_rung_then() {
            var due = plan(TELECOM, CallbackReason.REPLY, NOW);

            assertThat(seen(DueWait.AGENT).waitsFor(due, true, NOW)).hasValue(DueWait.PAUSE);
            assertThat(seen(DueWait.HOURS).waitsFor(due, true, NOW)).hasValue(DueWait.HOURS);
            assertThat(seen(DueWait.AGENT).waitsFor(plan(Optional.empty(), CallbackReason.SURVEY, NOW), true, NOW))
                    .hasValue(DueWait.PAUSE);
        }

        @Test
        void that_is_a_survey_waits_for_no_agent() {
            var survey = plan(TELECOM, CallbackReason.SURVEY, NOW);

            assertThat(seen(DueWait.AGENT).waitsFor(survey, false, NOW)).isEmpty();
            assertThat(seen(DueWait.TRUNK).waitsFor(survey, false, NOW)).hasValue(DueWait.TRUNK);
        }

        private static Dispatch.Seen seen(DueWait what) {
            var backlog = new Dispatch.Backlog(TELECOM, 1, 0, NOW, Optional.empty(), Optional.of(what));
            return new Dispatch.Seen(List.of(), List.of(backlog), List.of(), 0);
        }

        private static CallbackPlan plan(Optional<ProfileVersion> rule, CallbackReason reason, Instant due) {
            return new CallbackPlan(
                    new CallbackRequest(
                            new CallbackId(new UUID(1, 2)),
                            new CallbackSubject("ticket:test"),
                            new PhoneNumber.Known("+8613800138000"),
                            reason,
                            NOW),
                    rule,
                    NOW,
                    new CallbackState.Planned(due, "at once"),
                    List.of(),
                    Optional.empty());
        }
    }

    private static Optional<DueWait> waitsFor(int more, Dispatch.Line... lines) {
        return new DueCheck(List.of(), _ -> more, NOW).of(List.of(lines));
    }

    private static Optional<DueWait> of(List<Dispatch.Line> lines, PauseScope scope) {
        return new DueCheck(List.of(pause(1, scope)), _ -> 1, NOW).of(lines);
    }

    private static Pause pause(int number, PauseScope scope) {
        return new Pause(new UUID(5, number), scope, "alarm", "lead", NOW, Optional.empty());
    }

    private static Dispatch.Line line(ServerName server, boolean connected, Dispatch.Through... trunks) {
        return new Dispatch.Line(server, connected, 0, 0, List.of(trunks));
    }

    private static Dispatch.Through through(long live, TrunkHealth health) {
        return new Dispatch.Through(trunk(), health, false, 0, live);
    }

    private static Trunk trunk() {
        return new Trunk(new TrunkName("trunk"), List.of(), 1, 10, 2);
    }

    private static Trunk another() {
        return new Trunk(new TrunkName("another"), List.of(), 1, 10, 2);
    }
}
