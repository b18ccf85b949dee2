package hearback.telephony.ami;

import hearback.config.Detection;
import hearback.config.Dialling;
import hearback.config.LineSettings;
import hearback.config.ListeningSettings;
import hearback.config.TrunkSettings;
import hearback.telephony.testing.FakeAsterisk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings for a line to a [FakeAsterisk], with everything that waits made short.
final class AmiLines {
    static final String USER = "hearback";
    static final String SECRET = "invented";

    private AmiLines() {}

    static LineSettings to(FakeAsterisk server) {
        return to(server.port());
    }

    /// With one trunk, through which the customer is rung first.
    static LineSettings to(int port) {
        return to(port, new Dialling.CustomerFirst());
    }

    static LineSettings to(int port, Dialling dialling) {
        return to(port, dialling, Detection.NONE);
    }

    static LineSettings to(int port, Dialling dialling, Detection detection) {
        return new LineSettings(
                "main",
                "127.0.0.1",
                port,
                USER,
                SECRET,
                "trunk",
                "hearback-callback",
                "hearback-survey",
                "4001",
                Optional.empty(),
                List.of(TrunkSettings.OF_THE_LINE),
                dialling,
                detection);
    }

    static ListeningSettings quick() {
        return listening(Duration.ofMillis(100), Duration.ofMillis(600));
    }

    static ListeningSettings listening(Duration pingEvery, Duration halfOpenAfter) {
        return new ListeningSettings(
                pingEvery,
                halfOpenAfter,
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                100_000);
    }
}
