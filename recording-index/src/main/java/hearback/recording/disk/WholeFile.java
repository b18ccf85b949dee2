package hearback.recording.disk;

import hearback.recording.flow.Inspection;
import hearback.recording.index.ByteSource;
import hearback.recording.index.Sha256;
import hearback.recording.index.WavFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// Reads one open file from its first byte to the size it was seen with, and no further: a file that grows as fast as
/// it is read must still come to an end.
final class WholeFile implements ByteSource {
    private static final int CHUNK = 64 * 1024;

    private final SeekableByteChannel channel;
    private final long size;

    WholeFile(SeekableByteChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    Inspection read() throws IOException {
        var digest = sha256();
        var buffer = ByteBuffer.allocate(CHUNK);
        channel.position(0);
        for (long left = size; left > 0; left -= buffer.limit()) {
            buffer.clear().limit((int) Math.min(CHUNK, left));
            if (channel.read(buffer) < 0) {
                return new Inspection.Restless();
            }
            digest.update(buffer.flip());
        }
        try {
            return new Inspection.Read(new Sha256(HexFormat.of().formatHex(digest.digest())), WavFacts.read(this));
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    @Override
    public long length() {
        return size;
    }

    @Override
    public byte[] read(long from, int count) {
        if (from >= size) {
            return new byte[0];
        }
        var buffer = ByteBuffer.allocate((int) Math.min(count, size - from));
        try {
            channel.position(from);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // read() says how much it gave; the buffer knows
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
