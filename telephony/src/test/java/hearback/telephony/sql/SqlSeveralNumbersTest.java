package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.NextMove;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.testing.SeveralNumbersContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlSeveralNumbersTest extends SeveralNumbersContract {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    @RegisterExtension
    private static final PlanTables TABLES = new PlanTables();

    @Override
    protected PlanStore emptyStore() {
        return TABLES.emptied();
    }

    @Override
    protected void fence(ServerName server, long fence) {
        TABLES.fence(server, fence);
    }

    /// Two lines claim at the same moment, now the one ticket of a person and now the other.
    @Test
    void of_two_claims_at_once_one_has_the_person() {
        var plans = TABLES.emptied();
        var lines = List.of(new ServerName("east"), new ServerName("west"));
        lines.forEach(line -> TABLES.fence(line, 1));
        int persons = 200;
        for (int person = 0; person < persons; person++) {
            var one = new PhoneNumber.Known("+86138%08d".formatted(person));
            var other = new PhoneNumber.Known("+86139%08d".formatted(person));
            add(plans, 2 * person, one, List.of(other));
            add(plans, 2 * person + 1, other, List.of());
        }

        lines.stream()
                .map(line -> CompletableFuture.runAsync(() -> claimAll(plans, line)))
                .toList()
                .forEach(CompletableFuture::join);

        var rung = TABLES.database().ask("""
                select right(number, 8) as person, count(*) as times from telephony.attempt_live group by 1
                """);
        assertThat(rung)
                .hasSize(persons)
                .allSatisfy(row -> assertThat(row.getLong("times")).isOne());
    }

    /// What the other claim has committed by the time this one may look is seen, though it began before.
    @Test
    void a_claim_of_a_person_waits_for_another_that_has_begun_and_sees_what_it_did() {
        var plans = TABLES.emptied();
        var line = new ServerName("east");
        TABLES.fence(line, 1);
        var second = new PhoneNumber.Known("+8613900138000");
        add(plans, 1, new PhoneNumber.Known("+8613800138000"), List.of(second));
        add(plans, 2, second, List.of());
        var other = Database.await("connection", TABLES.database().pool().getConnection());
        Database.await(
                "the other claim begins",
                other.query("begin; select pg_advisory_xact_lock(hashtext('hearback.persons'))")
                        .execute());
        var waiting = CompletableFuture.supplyAsync(() -> plans.claimDue(
                new LineLease.Held(line, 1, Instant.MAX), NOW, List.of(Optional.empty()), new PlanStore.Limits(1, 9)));
        Awaitility.await("it waits")
                .atMost(Duration.ofSeconds(20))
                .until(() -> waiting.isDone()
                        || !TABLES.database()
                                .ask("select from pg_locks where locktype = 'advisory' and not granted")
                                .isEmpty());

        Database.await(
                "the other claim ends",
                other.query("""
                                insert into telephony.attempt_live (number, attempt, callback, ordinal, server, fence, started_at)
                                values ('%s', gen_random_uuid(), '%s', 1, 'west', 1, now()); commit
                                """.formatted(second.e164(), new UUID(4, 2))).execute());

        assertThat(waiting.join()).isEmpty();
        Database.await("connection", other.close());
    }

    private static void claimAll(PlanStore plans, ServerName line) {
        var held = new LineLease.Held(line, 1, Instant.MAX);
        // At the end nothing is claimed any more, and until then some rounds may find nothing that is free.
        for (int inVain = 0; inVain < 20; ) {
            var claimed = plans.claimDue(held, NOW, List.of(Optional.empty()), new PlanStore.Limits(400, 1_000));
            inVain = claimed.isEmpty() ? inVain + 1 : 0;
        }
    }

    private static void add(PlanStore plans, int number, PhoneNumber.Known first, List<PhoneNumber.Known> others) {
        var request = new CallbackRequest(
                        new CallbackId(new UUID(4, number)),
                        new CallbackSubject("ticket:" + number),
                        first,
                        CallbackReason.REPLY,
                        NOW)
                .alsoAt(others);
        var _ = plans.add(
                request, Optional.empty(), new NextMove.DialAt(NOW, "because", Optional.empty()), NOW.minusSeconds(1));
    }
}
