package hearback.telephony.ami;

import hearback.config.LineSettings;
import hearback.config.ListeningSettings;
import hearback.telephony.testing.FakeAsterisk;
import java.time.Duration;
import java.util.Optional;

/// Settings for a line to a [FakeAsterisk], with everything that waits made short.
final class AmiLines {
    static final String USER = "hearback";
    static final String SECRET = "invented";

    private AmiLines() {}

    static LineSettings to(FakeAsterisk server) {
        return to(server.port());
    }

    static LineSettings to(int port) {
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
                Optional.empty());
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
