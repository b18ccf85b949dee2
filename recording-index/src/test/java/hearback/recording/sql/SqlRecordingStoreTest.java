package hearback.recording.sql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.recording.flow.RecordingStore;
import hearback.recording.testing.RecordingDatabase;
import hearback.telephony.call.CallId;
import hearback.telephony.flow.StoreUnavailable;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SqlRecordingStoreTest extends RecordingStoreContract {
    private static RecordingDatabase database;

    @BeforeAll
    static void start() {
        database = new RecordingDatabase();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @Override
    RecordingStore store() {
        database.clear();
        return new SqlRecordingStore(database.pool());
    }

    @Test
    void a_database_that_is_away_is_an_outside_failure() {
        var vertx = Vertx.vertx();
        try {
            var nowhere = new PgConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(1)
                    .setUser("nobody")
                    .setDatabase("nothing");
            var store = new SqlRecordingStore(
                    PgBuilder.pool().connectingTo(nowhere).using(vertx).build());

            assertThatThrownBy(() -> store.ofCall(new CallId("main-1.1"))).isInstanceOf(StoreUnavailable.class);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
