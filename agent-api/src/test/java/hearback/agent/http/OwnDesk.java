package hearback.agent.http;

import hearback.agent.testing.Desk;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Tests that have a desk each, because what one leaves behind would be in another's way. What a class puts there
/// before each of its tests goes into a `@BeforeEach` of its own, which runs after this one.
abstract class OwnDesk {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    Desk desk;

    @BeforeEach
    void openDesk() {
        desk = newDesk();
    }

    /// One that is set up otherwise.
    Desk newDesk() {
        return new Desk(folder);
    }

    @AfterEach
    void closeDesk() {
        desk.close();
    }
}
