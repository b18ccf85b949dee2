package hearback.telephony.disk;

import hearback.telephony.call.CallSignal;
import hearback.telephony.call.ServerName;
import hearback.telephony.flow.LineJournal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The channel event log of one server, one JSON object a line, as the shipped `cel_custom.conf` writes it. A file on
/// the server's own disk, because the database back ends of Asterisk drop records while the database is away.
///
/// Read from its end backwards, so that the cost is that of the gap and not of the file.
///
/// Source: Asterisk CEL, `cel_custom` with `format = json`, since 22.
public final class CelFile implements LineJournal {
    /// Read at once from the end.
    private static final int BLOCK_BYTES = 1 << 20;

    /// Never read more: some two hours of a server with 100 calls a minute and far more than any gap that is not an
    /// outage of its own.
    private static final long MOST_BYTES = 256L << 20;

    private final Path file;
    private final CelLine reader;

    public CelFile(ServerName server, Path file) {
        this.file = file;
        this.reader = new CelLine(server);
    }

    @Override
    public Told since(Instant from) {
        List<CallSignal> newestFirst = new ArrayList<>();
        boolean whole;
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            whole = new Backwards(open).collect(from, newestFirst);
        } catch (IOException e) {
            whole = false;
        }
        Collections.reverse(newestFirst);
        return new Told(newestFirst, whole);
    }

    /// One pass from the end of the file to the first line that is too old.
    private final class Backwards {
        private final RandomAccessFile open;
        private final long floor;
        private long begin;
        private byte[] rest = new byte[0];
        private boolean reachedOlder;
        private boolean broken;

        Backwards(RandomAccessFile open) throws IOException {
            this.open = open;
            this.begin = open.length();
            this.floor = Math.max(0, begin - MOST_BYTES);
        }

        boolean collect(Instant from, List<CallSignal> into) throws IOException {
            while (begin > floor && !reachedOlder) {
                byte[] text = previousBlock();
                int end = text.length;
                for (int at = text.length - 1; at >= 0 && !reachedOlder; at--) {
                    if (text[at] == '\n') {
                        take(text, at + 1, end, from, into);
                        end = at;
                    }
                }
                rest = Arrays.copyOf(text, end);
            }
            if (begin == 0 && !reachedOlder) {
                take(rest, 0, rest.length, from, into);
            }
            return !broken && (reachedOlder || begin == 0);
        }

        private byte[] previousBlock() throws IOException {
            int size = (int) Math.min(BLOCK_BYTES, begin - floor);
            begin -= size;
            byte[] text = new byte[size + rest.length];
            open.seek(begin);
            open.readFully(text, 0, size);
            System.arraycopy(rest, 0, text, size, rest.length);
            return text;
        }

        private void take(byte[] text, int start, int end, Instant from, List<CallSignal> into) {
            if (start >= end) {
                return;
            }
            String line = new String(text, start, end - start, StandardCharsets.UTF_8);
            if (line.isBlank()) {
                return;
            }
            Optional<CelLine.Told> told = reader.read(line);
            if (told.isEmpty()) {
                broken = true;
                return;
            }
            if (told.get().at().isBefore(from)) {
                reachedOlder = true;
                return;
            }
            // Newest first here, reversed as a whole afterwards.
            told.get().signals().reversed().forEach(into::add);
        }
    }
}
