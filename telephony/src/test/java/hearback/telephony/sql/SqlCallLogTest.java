package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.ServerName;
import hearback.telephony.flow.CallLog;
import hearback.telephony.flow.CallLogContract;
import hearback.telephony.flow.LineLease;
import hearback.telephony.testing.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SqlCallLogTest extends CallLogContract {
    private static TestDatabase database;
    private static int owners;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Override
    protected CallLog log() {
        return new SqlCallLog(database.pool(), READER);
    }

    @Override
    protected LineLease.Held hold(ServerName held) {
        var _ = database.ask("update telephony.line_lease set until = clock_timestamp() - interval '1 second'"
                + " where server = '" + held + "'");
        return new SqlLineLease(database.pool(), "node" + ++owners, Duration.ofMinutes(5), InstantSource.fixed(NOW))
                .hold(held)
                .orElseThrow();
    }

    /// Decision 0003: whoever stores later waits for whoever stores now, so no place appears before a lower one.
    @Test
    void facts_of_a_writer_who_commits_late_are_not_skipped_by_a_follower() throws Exception {
        LineLease.Held held = hold(server);
        long before = log().after(0, Integer.MAX_VALUE).stream()
                .mapToLong(CallLog.StoredFact::place)
                .max()
                .orElse(0);
        var connection = database.pool()
                .getConnection()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        var late = connection.begin().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        for (String sql : List.of(
                "select pg_advisory_xact_lock(4810001)",
                "insert into telephony.fact (call_id, key, at, kind, body) values ('late-1.1', 'rang 1.1', now(),"
                        + " 'leg-rang', '{\"at\":\"2026-11-23T02:00:00Z\",\"leg\":{\"server\":\"late\",\"uniqueid\":\"1.1\"}}')")) {
            var _ = connection
                    .query(sql)
                    .execute()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        }

        Thread other =
                Thread.ofVirtual().start(() -> log().append(held, List.of(ofCall(new CallFact.LegRang(NOW, leg)))));
        assertThat(other.join(Duration.ofMillis(300)))
                .as("the second writer is through")
                .isFalse();
        assertThat(log().after(before, 10)).isEmpty();
        var _ = late.commit().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(other.join(Duration.ofSeconds(10))).isTrue();
        var _ = connection.close();

        assertThat(log().after(before, 10))
                .extracting(stored -> stored.call().text())
                .containsExactly("late-1.1", call.text());
    }

    @Test
    void the_row_of_a_call_says_what_its_facts_come_to() {
        var _ = log().append(hold(server), List.of(ofCall(new CallFact.LegRang(NOW, leg))));
        assertThat(database.ask("select live from telephony.call where id = '" + call + "'"))
                .extracting(row -> row.getBoolean("live"))
                .containsExactly(true);
        var _ = log().append(hold(server), List.of(ofCall(new CallFact.Ended(NOW))));
        assertThat(database.ask("select live from telephony.call where id = '" + call + "'"))
                .extracting(row -> row.getBoolean("live"))
                .containsExactly(false);
    }
}
