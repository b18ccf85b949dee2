package hearback.telephony.testing;

import hearback.telephony.ami.AmiTranslator;
import hearback.telephony.ami.Heard;
import hearback.telephony.call.CallSignal;
import hearback.telephony.call.ServerName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.DefaultManagerConnection;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.event.FullyBootedEvent;
import org.asteriskjava.manager.event.ManagerEvent;

/// What one manager client received, as bytes in a file, read the way the product reads it: through a real
/// Asterisk-Java connection and the translator.
public final class AmiTranscript {
    /// The server's name in all transcripts.
    public static final ServerName SERVER = new ServerName("main");

    private static final String END = "the end of the transcript";
    private static final byte[] BANNER = "Asterisk Call Manager".getBytes(StandardCharsets.US_ASCII);

    private AmiTranscript() {}

    /// One event of the file.
    ///
    /// @param received about when it was received: entries of lists carry no time, so the next time that is said
    /// counts
    public record Line(Instant received, Heard heard) {}

    public static List<Line> read(Path file) {
        try {
            return read(Files.readAllBytes(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The signals alone, in the order received.
    public static List<CallSignal> signals(Path file) {
        List<CallSignal> signals = new ArrayList<>();
        for (Line line : read(file)) {
            if (line.heard() instanceof Heard.OfCall call) {
                signals.add(call.signal());
            }
        }
        return signals;
    }

    public static List<Line> read(byte[] bytes) {
        List<ManagerEvent> events = events(bytes);
        AmiTranslator translator = new AmiTranslator(SERVER);
        List<Line> lines = new ArrayList<>();
        Instant received = events.stream()
                .map(event -> time(event, Instant.EPOCH))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        for (ManagerEvent event : events.reversed()) {
            received = time(event, received);
            lines.add(new Line(received, translator.translate(event, received)));
        }
        return lines.reversed();
    }

    private static Instant time(ManagerEvent event, Instant otherwise) {
        Double seconds = event.getTimestamp();
        return seconds == null ? otherwise : Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    /// Lets the library read the bytes.
    public static List<ManagerEvent> events(byte[] bytes) {
        List<ManagerEvent> events = new CopyOnWriteArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        try (FakeAsterisk server = FakeAsterisk.start("observer", "invented")) {
            DefaultManagerConnection connection =
                    new DefaultManagerConnection("127.0.0.1", server.port(), "observer", "invented");
            AmiTranslator.registerOwnEvents(connection);
            connection.login();
            try {
                connection.addEventListener(event -> {
                    if (event instanceof FullyBootedEvent booted && END.equals(booted.getStatus())) {
                        ended.countDown();
                    } else {
                        events.add(event);
                    }
                });
                server.sayBytes(withoutBanner(bytes));
                server.say("");
                server.say(FakeAsterisk.block("Event: FullyBooted", "Status: " + END));
                if (!ended.await(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the transcript was not read to its end");
                }
            } finally {
                connection.logoff();
            }
        } catch (IOException | TimeoutException | AuthenticationFailedException failed) {
            throw new IllegalStateException("the library did not log in", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(events);
    }

    private static byte[] withoutBanner(byte[] bytes) {
        if (bytes.length < BANNER.length || !Arrays.equals(bytes, 0, BANNER.length, BANNER, 0, BANNER.length)) {
            return bytes;
        }
        int line = 0;
        while (line < bytes.length && bytes[line] != '\n') {
            line++;
        }
        return Arrays.copyOfRange(bytes, Math.min(line + 1, bytes.length), bytes.length);
    }
}
