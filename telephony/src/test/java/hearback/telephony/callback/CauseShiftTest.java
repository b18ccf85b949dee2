package hearback.telephony.callback;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.HangupCause;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NotReached;
import hearback.telephony.callback.AttemptOutcome.Reached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// faults.md 2.6 (d).
class CauseShiftTest {
    private static final AttemptOutcome OFF = new NotReached(Kind.SWITCHED_OFF, new HangupCause(19, 480));
    private static final AttemptOutcome BUSY = new NotReached(Kind.BUSY, new HangupCause(17, 486));
    private static final AttemptOutcome CONGESTED = new LineFailed(Fault.TRUNK_CONGESTED, new HangupCause(34, 503));
    private static final AttemptOutcome OURS = new LineFailed(Fault.AGENT_ABSENT, HangupCause.NOT_SAID);

    private final List<TrunkHealth.Seen> newestFirst = new ArrayList<>();

    @Test
    void a_share_that_rises_by_thirty_points_is_named() {
        before(30, OFF, 120, BUSY);
        then(25, OFF, 25, BUSY);

        assertThat(CauseShift.of(newestFirst)).hasValue(new CauseShift("SWITCHED_OFF", 50, 20));
    }

    @Test
    void a_share_that_rises_by_less_is_not() {
        before(30, OFF, 120, BUSY);
        then(24, OFF, 26, BUSY);

        assertThat(CauseShift.of(newestFirst)).isEmpty();
    }

    @Test
    void faults_of_the_trunk_are_causes_too_and_the_largest_change_is_named() {
        before(150, OFF, 0, OFF);
        then(20, BUSY, 30, CONGESTED);

        assertThat(CauseShift.of(newestFirst)).hasValue(new CauseShift("TRUNK_CONGESTED", 60, 0));
    }

    @Test
    void that_more_customers_answer_is_no_problem() {
        before(150, OFF, 0, OFF);
        then(50, new Reached(), 0, OFF);

        assertThat(CauseShift.of(newestFirst)).isEmpty();
    }

    @Test
    void what_is_ours_alone_says_nothing_of_the_carrier() {
        before(30, OFF, 120, BUSY);
        then(10, OFF, 40, BUSY);
        then(60, OURS, 0, OFF);

        assertThat(CauseShift.of(newestFirst)).isEmpty();
    }

    @Test
    void too_little_is_known_of_a_new_trunk() {
        before(0, OFF, 149, BUSY);
        then(50, OFF, 0, BUSY);

        assertThat(CauseShift.of(newestFirst)).isEmpty();
    }

    private void before(int many, AttemptOutcome outcome, int more, AttemptOutcome other) {
        then(many, outcome, more, other);
    }

    private void then(int many, AttemptOutcome outcome, int more, AttemptOutcome other) {
        for (int one = 0; one < many + more; one++) {
            newestFirst.addFirst(new TrunkHealth.Seen(one < many ? outcome : other, Instant.EPOCH));
        }
    }
}
