package hearback.agent.http;

import hearback.agent.testing.Desk;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Tests that share one desk, on a database and a port of its own, for the whole class. What a class puts there before
/// its tests goes into a `@BeforeAll` of its own, which runs after this one.
abstract class AtOneDesk {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    static Desk desk;

    @BeforeAll
    static void openDesk() {
        desk = new Desk(folder);
    }

    @AfterAll
    static void closeDesk() {
        desk.close();
    }
}
