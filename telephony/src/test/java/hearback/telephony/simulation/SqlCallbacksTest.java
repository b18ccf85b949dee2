package hearback.telephony.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.testing.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The share of `STORE=sql deploy/prove/callbacks` that every test run has: a world on the real stores.
class SqlCallbacksTest {
    private static final long SEED = 7;
    private static final Setting WORLD = new Setting(40, 6, 3, Mistake.NONE).inWholeMicros();

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = SqlStores.database();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /// So that what is shown in memory is shown for PostgreSQL as well.
    @Test
    void a_world_on_postgresql_breaks_no_promise_and_has_the_history_that_it_has_in_memory() {
        var real = new World(SEED, WORLD, SqlStores.in(database), Optional.empty());
        var outcome = real.run();
        var verdict = CallbackJudge.of(outcome, real.stores().plans()::decisions);
        var fake = new World(SEED, WORLD, MemoryStores::new, Optional.empty()).run();

        assertThat(verdict.broken()).isEmpty();
        assertThat(outcome.ledger().dials()).hasSizeGreaterThan(100);
        assertThat(outcome.struck()).hasSizeGreaterThan(2);
        assertThat(outcome.hash()).isEqualTo(fake.hash());
    }
}
