package hearback.agent.disk;

import hearback.agent.audit.ChainHead;
import hearback.agent.flow.ChainHeads;
import hearback.agent.flow.HeadsUnavailable;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/// The lines of a head file, up to where it ended when it was opened.
final class HeadLines implements ChainHeads.Reading {
    /// Longer than any line of ours; what is longer is no line, and is not held in memory.
    private static final int LONGEST = 200;

    private final InputStream bytes;
    private final Function<IOException, HeadsUnavailable> trouble;
    private long left;
    private long unreadable;
    private Optional<ChainHead> next = Optional.empty();

    private HeadLines(InputStream bytes, long length, Function<IOException, HeadsUnavailable> trouble) {
        this.bytes = bytes;
        this.left = length;
        this.trouble = trouble;
    }

    static HeadLines of(FileChannel file, Function<IOException, HeadsUnavailable> trouble) throws IOException {
        return new HeadLines(new BufferedInputStream(Channels.newInputStream(file)), file.size(), trouble);
    }

    static HeadLines none() {
        return new HeadLines(
                new ByteArrayInputStream(new byte[0]), 0, why -> new HeadsUnavailable("nothing is read", why));
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && left > 0) {
            next = ChainHead.read(line());
            if (next.isEmpty()) {
                unreadable++;
            }
        }
        return next.isPresent();
    }

    @Override
    public ChainHead next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ChainHead head = next.orElseThrow();
        next = Optional.empty();
        return head;
    }

    @Override
    public long unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            throw trouble.apply(e);
        }
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        try {
            while (left > 0) {
                left--;
                int read = bytes.read();
                if (read < 0) {
                    left = 0;
                } else if (read == '\n') {
                    break;
                } else if (line.length() < LONGEST) {
                    line.append((char) read);
                }
            }
        } catch (IOException e) {
            throw trouble.apply(e);
        }
        return line.toString();
    }
}
