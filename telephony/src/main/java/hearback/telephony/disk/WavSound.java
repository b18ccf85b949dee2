package hearback.telephony.disk;

import hearback.telephony.sound.Spectrogram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// A WAV file of one kind alone: PCM of 16 bits, one channel, 8,000 samples a second, as MixMonitor writes it.
final class WavSound {
    /// Read at most: a minute, in bytes. No telephone rings for longer.
    private static final int MOST_BYTES = 60 * 2 * Spectrogram.RATE;

    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FORMAT = 0x20746d66;
    private static final int DATA = 0x61746164;
    private static final int HEADER_BYTES = 12;
    private static final int CHUNK_BYTES = 8;
    private static final int FORMAT_BYTES = 16;

    private WavSound() {}

    /// @throws IOException when it cannot be read, or is another kind of file; in words
    static short[] samples(Path file) throws IOException {
        ByteBuffer bytes;
        try (InputStream open = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = ByteBuffer.wrap(open.readNBytes(MOST_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        }
        if (bytes.remaining() < HEADER_BYTES || bytes.getInt(0) != RIFF || bytes.getInt(8) != WAVE) {
            throw new IOException("is no WAV file");
        }
        return samples(bytes.position(HEADER_BYTES));
    }

    private static short[] samples(ByteBuffer chunks) throws IOException {
        boolean known = false;
        while (chunks.remaining() >= CHUNK_BYTES) {
            int kind = chunks.getInt();
            long length = Integer.toUnsignedLong(chunks.getInt());
            if (kind == DATA && known) {
                return data(chunks, length);
            }
            if (kind == FORMAT && chunks.remaining() >= FORMAT_BYTES) {
                known = isOurs(chunks);
            }
            // Chunks begin at even places.
            chunks.position((int) Math.min(chunks.limit(), chunks.position() + length + length % 2));
        }
        throw new IOException("is not PCM of 16 bits, one channel, " + Spectrogram.RATE + " samples a second");
    }

    private static boolean isOurs(ByteBuffer format) {
        int at = format.position();
        return format.getShort(at) == 1
                && format.getShort(at + 2) == 1
                && format.getInt(at + 4) == Spectrogram.RATE
                && format.getShort(at + 14) == Short.SIZE;
    }

    /// A file that is not closed yet says that it holds nothing.
    private static short[] data(ByteBuffer chunks, long said) {
        int length = (int) (said == 0 ? chunks.remaining() : Math.min(said, chunks.remaining()));
        short[] samples = new short[length / Short.BYTES];
        chunks.asShortBuffer().get(samples);
        return samples;
    }
}
