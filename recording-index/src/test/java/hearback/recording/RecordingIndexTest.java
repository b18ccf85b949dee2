package hearback.recording;

import static hearback.recording.testing.RecordedCalls.CALL;
import static hearback.recording.testing.RecordedCalls.CUSTOMER;
import static hearback.recording.testing.RecordedCalls.START;
import static hearback.recording.testing.RecordedCalls.answered;
import static hearback.recording.testing.RecordedCalls.file;
import static hearback.recording.testing.RecordedCalls.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.config.RecordingSettings;
import hearback.recording.flow.Opening;
import hearback.recording.index.Recording.State;
import hearback.recording.testing.RecordingDatabase;
import hearback.recording.testing.ToldFacts;
import hearback.recording.testing.Wav;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallRecord.RecordedFile;
import hearback.telephony.testing.HandCrankedTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The module as it is assembled: real PostgreSQL, real folder, real timer, cranked time.
class RecordingIndexTest {
    private static final RecordedFile FILE = file("/var/spool/asterisk/monitor/1772413200.2.wav", 6);

    @TempDir
    Path folder;

    @Test
    void a_call_is_followed_to_its_sound_and_counted() throws IOException {
        var meters = new SimpleMeterRegistry();
        var time = new HandCrankedTime(START.plusSeconds(70));
        var facts = new ToldFacts();
        try (var database = new RecordingDatabase()) {
            var index = new RecordingIndex(settings(), database.pool(), facts, time, meters);
            index.start();
            try {
                facts.tell(new CallFact.RecordingBegan(FILE.since(), CUSTOMER, FILE.file()), live(FILE));
                Files.write(folder.resolve("1772413200.2.wav"), Wav.ofMillis(3_000));
                facts.tell(new CallFact.Ended(START.plusSeconds(66)), answered(FILE));

                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    time.turn(Duration.ofSeconds(1));
                    assertThat(index.recordings().ofCall(CALL))
                            .singleElement()
                            .satisfies(
                                    recording -> assertThat(recording.state()).isInstanceOf(State.Ready.class));
                });

                var id = index.recordings().ofCall(CALL).getFirst().id();
                assertThat(index.recordings().open(id)).isInstanceOf(Opening.Opened.class);
                assertThat(meters.get("hearback.recording.linked").counter().count())
                        .isEqualTo(1);
                assertThat(meters.get("hearback.recording.settled")
                                .tag("state", "ready")
                                .counter()
                                .count())
                        .isEqualTo(1);
                assertThat(meters.get("hearback.recording.folder.used").gauge().value())
                        .isBetween(0.0, 1.0);
            } finally {
                index.stop();
            }
        }
    }

    private RecordingSettings settings() {
        return new RecordingSettings(
                Path.of("/var/spool/asterisk/monitor"),
                folder,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofHours(24));
    }
}
