package hearback.recording.index;

import hearback.recording.index.WavReading.Heard;
import hearback.recording.index.WavReading.NoSound;
import hearback.recording.index.WavReading.NotUsable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Reads what a WAV file says about itself, and believes the file where it contradicts its header (faults.md case 49).
/// Whatever the bytes are: it reads some hundred bytes at most, and always comes to an answer.
///
/// Source: RIFF/WAVE, Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0", 1991.
public final class WavFacts {
    /// Asterisk writes two chunks, other programs a handful of notes besides.
    private static final int MOST_CHUNKS = 64;

    private static final int CHUNK_HEADER = 8;
    private static final int FIRST_CHUNK = 12;
    private static final int SHORTEST_FORMAT = 16;
    private static final int LONGEST_FORMAT = 40;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int MOST_CHANNELS = 8;
    private static final int FASTEST = 192_000;

    /// GSM 06.10 as in `.WAV`: two frames of 160 samples in 65 bytes (RFC 2361, A.16).
    private static final int GSM_BLOCK_BYTES = 65;

    private static final int GSM_BLOCK_SAMPLES = 320;

    private final ByteSource source;

    private WavFacts(ByteSource source) {
        this.source = source;
    }

    public static WavReading read(ByteSource source) {
        return new WavFacts(source).read();
    }

    private WavReading read() {
        if (source.length() == 0) {
            return new NoSound();
        }
        var head = source.read(0, FIRST_CHUNK);
        if (head.length < FIRST_CHUNK) {
            return new NotUsable("too short for a WAV file");
        }
        if (!isTag(head, 0, "RIFF") || !isTag(head, 8, "WAVE")) {
            return new NotUsable("not a WAV file");
        }
        return walk(CHUNK_HEADER + unsigned32(head, 4));
    }

    /// Goes from chunk to chunk until the samples are found.
    private WavReading walk(long riffEnd) {
        Optional<Layout> layout = Optional.empty();
        long at = FIRST_CHUNK;
        for (int chunk = 0; chunk < MOST_CHUNKS; chunk++) {
            var header = source.read(at, CHUNK_HEADER);
            if (header.length < CHUNK_HEADER) {
                return new NotUsable("ends before its sound");
            }
            long size = unsigned32(header, 4);
            long body = at + CHUNK_HEADER;
            if (isTag(header, 0, "fmt ")) {
                layout = layout(source.read(body, (int) Math.min(size, LONGEST_FORMAT)));
                if (layout.isEmpty()) {
                    return new NotUsable("a format that is not known here, or contradicts itself");
                }
            } else if (isTag(header, 0, "data")) {
                return layout.map(known -> samples(known, body, size, riffEnd))
                        .orElseGet(() -> new NotUsable("no format before the sound"));
            }
            at = body + size + (size & 1);
        }
        return new NotUsable("more than " + MOST_CHUNKS + " chunks and no sound");
    }

    private WavReading samples(Layout layout, long from, long claimed, long riffEnd) {
        long there = source.length() - from;
        boolean nothingBehind = riffEnd <= from + claimed + 1 || riffEnd > source.length();
        HeaderFlaw flaw;
        if (claimed > there) {
            flaw = HeaderFlaw.CUT_SHORT;
        } else if (there > claimed + 1 && nothingBehind) {
            flaw = HeaderFlaw.UNFINISHED;
        } else {
            flaw = HeaderFlaw.NONE;
        }
        long bytes = flaw == HeaderFlaw.NONE ? claimed : there;
        long frames = layout.frames(bytes);
        if (frames == 0) {
            return new NoSound();
        }
        return new Heard(new Sound(
                layout.format, layout.rate, layout.channels, playing(frames, layout.rate), from, bytes, flaw));
    }

    private static Duration playing(long frames, int rate) {
        return Duration.ofSeconds(frames / rate).plusNanos(frames % rate * 1_000_000 / rate * 1_000);
    }

    private static Optional<Layout> layout(byte[] format) {
        if (format.length < SHORTEST_FORMAT) {
            return Optional.empty();
        }
        int written = unsigned16(format, 0);
        // The extensible form hides the tag in the first two bytes of a GUID.
        int tag = written == EXTENSIBLE && format.length == LONGEST_FORMAT ? unsigned16(format, 24) : written;
        int channels = unsigned16(format, 2);
        long rate = unsigned32(format, 4);
        int block = unsigned16(format, 12);
        int bits = unsigned16(format, 14);
        return Arrays.stream(SoundFormat.values())
                .filter(known -> known.tag() == tag)
                .filter(known -> channels >= 1 && channels <= MOST_CHANNELS && rate >= 1 && rate <= FASTEST)
                .filter(known -> fits(known, channels, block, bits))
                .map(known -> new Layout(known, channels, (int) rate, block))
                .findAny();
    }

    private static boolean fits(SoundFormat format, int channels, int block, int bits) {
        return switch (format) {
            case PCM -> bits >= 8 && bits <= 32 && bits % 8 == 0 && block == channels * bits / 8;
            case ALAW, ULAW -> block == channels;
            case GSM -> channels == 1 && block == GSM_BLOCK_BYTES;
        };
    }

    private static boolean isTag(byte[] bytes, int at, String tag) {
        for (int i = 0; i < tag.length(); i++) {
            if (bytes[at + i] != tag.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int unsigned16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    private static long unsigned32(byte[] bytes, int at) {
        return unsigned16(bytes, at) | (long) unsigned16(bytes, at + 2) << 16;
    }

    /// @param block bytes that belong together: one sample of every channel, or one GSM block
    private record Layout(SoundFormat format, int channels, int rate, int block) {
        long frames(long bytes) {
            return switch (format) {
                case PCM, ALAW, ULAW -> bytes / block;
                case GSM -> bytes / block * GSM_BLOCK_SAMPLES;
            };
        }
    }
}
