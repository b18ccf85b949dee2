package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.DialLevel.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// faults.md case 40: abandoned is no agent within two seconds.
class SqlAgentWaitsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @RegisterExtension
    private static final PlanTables TABLES = new PlanTables();

    private final SqlAgentWaits waits = new SqlAgentWaits(TABLES.database().pool());

    @BeforeEach
    void empty() {
        TABLES.database().ask("truncate telephony.agent_wait");
    }

    @Test
    void an_agent_within_two_seconds_abandons_nobody_and_one_after_them_does() {
        answered(1);
        waits.agentCame(attempt(1), NOON.plusMillis(2_000));
        answered(2);
        waits.agentCame(attempt(2), NOON.plusMillis(2_001));

        assertThat(after(10_000)).isEqualTo(new Answered(2, 1));
    }

    @Test
    void who_hangs_up_before_an_agent_comes_was_abandoned() {
        answered(1);
        waits.over(attempt(1), NOON.plusMillis(500));

        assertThat(after(600)).isEqualTo(new Answered(1, 1));
    }

    @Test
    void who_still_waits_is_abandoned_from_two_seconds_on() {
        answered(1);

        assertThat(after(2_000)).isEqualTo(new Answered(1, 0));
        assertThat(after(2_001)).isEqualTo(new Answered(1, 1));
    }

    @Test
    void what_is_said_twice_is_said_once_and_who_never_answered_was_not_abandoned() {
        answered(1);
        answered(1);
        waits.agentCame(attempt(1), NOON.plusMillis(100));
        waits.agentCame(attempt(1), NOON.plusMillis(100));
        waits.over(attempt(1), NOON.plusSeconds(60));
        waits.over(attempt(2), NOON.plusSeconds(60));

        assertThat(after(90_000)).isEqualTo(new Answered(1, 0));
    }

    @Test
    void a_machine_that_answered_was_not_abandoned_and_answered_nobody() {
        answered(1);
        answered(2);
        waits.machine(attempt(1));
        waits.over(attempt(1), NOON.plusSeconds(4));
        waits.agentCame(attempt(2), NOON.plusSeconds(1));

        assertThat(after(10_000)).isEqualTo(new Answered(1, 0));
    }

    @Test
    void only_those_of_the_time_that_is_looked_at() {
        answered(1);

        assertThat(waits.since(NOON, PATIENCE, NOON.plusSeconds(9))).isEqualTo(new Answered(1, 1));
        assertThat(waits.since(NOON.plusNanos(1_000), PATIENCE, NOON.plusSeconds(9)))
                .isEqualTo(new Answered(0, 0));
    }

    private void answered(int number) {
        waits.answered(attempt(number), NOON);
    }

    private Answered after(long millis) {
        return waits.since(NOON.minusSeconds(1), PATIENCE, NOON.plusMillis(millis));
    }

    private static AttemptId attempt(int number) {
        return new AttemptId(new UUID(7, number));
    }
}
