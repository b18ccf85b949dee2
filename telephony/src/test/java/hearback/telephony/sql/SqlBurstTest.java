package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.flow.AllowedNumbers;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.Pace;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.RetryRules;
import hearback.telephony.flow.RingCustomer;
import hearback.telephony.flow.RunDueCallbacks;
import hearback.telephony.flow.SettleAttempt;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.ScriptedDialer;
import hearback.telephony.testing.SendMoments;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// faults.md case 46: what gathered over the quiet hours falls due in one instant and is let go at the trunk's pace, by
/// deadline.
class SqlBurstTest {
    private static final int GATHERED = 6_000;
    private static final int PER_SECOND = 500;
    private static final Instant MORNING = Instant.parse("2026-11-23T00:00:00Z");

    @RegisterExtension
    private static final PlanTables TABLES = new PlanTables();

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final ScriptedDialer dialer = new ScriptedDialer();
    private final SendMoments sent = new SendMoments(dialer);

    @Test
    void each_second_holds_what_the_trunk_takes_and_the_earliest_deadlines_go_first() {
        var plans = TABLES.emptied();
        TABLES.fence(CallbackNode.MAIN, 1);
        TABLES.waiting(GATHERED, """
                '+86138' || lpad(i::text, 8, '0'), timestamptz '2026-11-23T00:00Z',
                timestamptz '2026-11-23T00:00Z' + make_interval(secs => (i * 7919) % 6007)
                """);
        var due = due(plans);

        while (sent.begun().size() < GATHERED) {
            var round = due.runOnce();
            time.turn(round.handedOn() > 0 ? Duration.ofMillis(1) : round.rest(time.instant(), Duration.ofMillis(200)));
        }

        assertThat(dialer.dialled()).hasSize(GATHERED);
        var begun = sent.begun();
        assertThat(sent.moments()).isSorted();
        for (int one = PER_SECOND; one < GATHERED; one++) {
            assertThat(Duration.between(
                            begun.get(one - PER_SECOND).at(), begun.get(one).at()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
        assertThat(deadlines()).isSortedAccordingTo(Comparator.naturalOrder());
    }

    /// In the order in which they were begun.
    private List<Instant> deadlines() {
        var order = TABLES.database().ask("""
                select (extract(epoch from (timestamptz '2026-11-23T00:00Z'
                         + make_interval(secs => (right(c.number, 8)::integer * 7919) % 6007))))::bigint as deadline, a.id
                  from telephony.every_attempt a join telephony.callback c on c.id = a.callback
                """);
        return sent.begun().stream()
                .map(one -> order.stream()
                        .filter(row -> row.getUUID("id").equals(one.attempt().value()))
                        .findFirst()
                        .orElseThrow())
                .map(row -> Instant.ofEpochSecond(row.getLong("deadline")))
                .toList();
    }

    private RunDueCallbacks due(PlanStore plans) {
        RetryRules rules = _ -> CallbackNode.RULE;
        var ring = new RingCustomer(
                plans, dialer, new SettleAttempt(plans, rules, time), new AllowedNumbers(List.of("+86")), rules, time);
        return new RunDueCallbacks(
                plans,
                rules,
                () -> Optional.of(new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX)),
                ring,
                new PlanStore.Limits(100, 2 * GATHERED),
                new Pace(PER_SECOND),
                time,
                sent);
    }
}
