package hearback.line;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Whatever falls on two nodes that ring customers back: nobody is rung twice, counted by the customers, and no
/// callback is lost. The whole: `deploy/prove/storm`.
@Tag("line")
class NodesStormTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void rings_nobody_twice_and_loses_nobody() {
        try (NodesStorm storm = NodesStorm.start(folder, RungFirst.CUSTOMER, NodesStorm.Size.or(60, 6))) {
            storm.over().holds();
        }
    }
}
