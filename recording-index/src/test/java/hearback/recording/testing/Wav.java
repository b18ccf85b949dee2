package hearback.recording.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// WAV files as Asterisk writes them, and as they must not be.
public final class Wav {
    /// Size of the header that Asterisk writes before the first sample.
    public static final int HEADER = 44;

    private Wav() {}

    /// 8,000 samples of 16 bits a second, one channel, a falling tone.
    public static byte[] ofMillis(int millis) {
        int bytes = millis * 16;
        var wav = ByteBuffer.allocate(HEADER + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(header(bytes));
        for (int i = 0; i < bytes / 2; i++) {
            wav.putShort((short) (8_000 * Math.sin(i / (4 + i / 4_000.0))));
        }
        return wav.array();
    }

    /// What a recorded call without RTP leaves behind.
    public static byte[] headerOnly() {
        return header(0);
    }

    /// What is left when the server dies while it records: both lengths are still 0.
    public static byte[] unfinished(int millis) {
        var wav = ofMillis(millis);
        Arrays.fill(wav, 4, 8, (byte) 0);
        Arrays.fill(wav, 40, 44, (byte) 0);
        return wav;
    }

    public static byte[] cutShort(int millis, int bytesLeft) {
        return Arrays.copyOf(ofMillis(millis), bytesLeft);
    }

    /// `.WAV`, `.wav49`: GSM in blocks of 65 bytes, 40 ms each.
    public static byte[] gsm(int blocks) {
        var extra = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        extra.put(format(0x31, 1, 8_000, 1_625, 65, 0)).putShort((short) 2).putShort((short) 320);
        return riff(chunk("fmt ", extra.array()), chunk("fact", new byte[4]), chunk("data", new byte[blocks * 65]));
    }

    public static byte[] header(int dataBytes) {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(HEADER - 8 + dataBytes)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .put(format(1, 1, 8_000, 16_000, 2, 16))
                .put(ascii("data"))
                .putInt(dataBytes)
                .array();
    }

    public static byte[] format(int tag, int channels, int rate, int bytesPerSecond, int block, int bits) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) tag)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(bytesPerSecond)
                .putShort((short) block)
                .putShort((short) bits)
                .array();
    }

    public static byte[] riff(byte[]... chunks) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(ascii("WAVE"));
        for (byte[] chunk : chunks) {
            body.writeBytes(chunk);
        }
        return chunk("RIFF", body.toByteArray());
    }

    public static byte[] chunk(String tag, byte[] body) {
        return ByteBuffer.allocate(8 + body.length + body.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii(tag))
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
