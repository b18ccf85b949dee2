package hearback.telephony.callback;

import static hearback.telephony.callback.Story.TELECOM;
import static hearback.telephony.callback.Story.at;
import static hearback.telephony.callback.Story.failed;
import static hearback.telephony.callback.Story.ours;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import org.junit.jupiter.api.Test;

/// Mistakes of the planner that random lives brought to light, each as an example.
class FoundByTheJudgeTest {
    @Test
    void a_number_at_which_somebody_answered_is_not_unknown_though_no_agent_came() {
        var plan = new Story()
                .tried("Mon 16:30:00", failed(Kind.NUMBER_UNKNOWN))
                .tried("Mon 19:31:00", ours(Fault.NO_AGENT))
                .tried("Tue 08:00:00", failed(Kind.NUMBER_UNKNOWN))
                .plan();

        assertThat(TELECOM.after(plan, at("Tue 08:00:45"))).isInstanceOf(NextMove.DialAt.class);
    }
}
