package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.LineHistory;
import hearback.telephony.flow.LineHistoryContract;
import hearback.telephony.flow.LineLease;
import hearback.telephony.testing.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SqlLineHistoryTest extends LineHistoryContract {
    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Override
    protected LineHistory history() {
        return new SqlLineHistory(database.pool());
    }

    @Override
    protected LineLease.Held hold(ServerName server) {
        return lease("node").hold(server).orElseThrow();
    }

    @Override
    protected void takeOver(ServerName server) {
        lease("node").release(hold(server));
        assertThat(lease("another").hold(server)).isPresent();
    }

    private static SqlLineLease lease(String owner) {
        return new SqlLineLease(database.pool(), owner, Duration.ofMinutes(5), InstantSource.fixed(NOW));
    }
}
