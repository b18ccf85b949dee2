package hearback.telephony.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// Something like speech, made of nothing: syllables of a pitch that glides, with the resonances of a mouth, and
/// pauses between phrases. The same seed says the same.
public final class Speech {
    public static final int RATE = 8_000;

    private static final double LOUD = 3_000;

    private Speech() {}

    /// @return 16 bits each, [#RATE] a second
    public static short[] of(long seed, double seconds) {
        var chance = new Random(seed);
        short[] samples = new short[(int) (seconds * RATE)];
        int at = 0;
        for (int syllable = 1; at < samples.length; syllable++) {
            int length = between(chance, 0.12, 0.26);
            speak(samples, at, Math.min(samples.length, at + length), chance);
            at += length + (syllable % 6 == 0 ? between(chance, 0.2, 0.4) : between(chance, 0.02, 0.06));
        }
        return samples;
    }

    private static int between(Random chance, double least, double most) {
        return (int) (chance.nextDouble(least, most) * RATE);
    }

    private static void speak(short[] samples, int from, int end, Random chance) {
        double pitch = chance.nextDouble(110, 210);
        double glide = chance.nextDouble(-40, 40);
        double[] resonances = {chance.nextDouble(300, 850), chance.nextDouble(900, 2300), chance.nextDouble(2400, 3200)
        };
        double phase = 0;
        for (int at = from; at < end; at++) {
            double part = (double) (at - from) / (end - from);
            double now = pitch + glide * part;
            phase += 2 * Math.PI * now / RATE;
            double sum = 0;
            for (int overtone = 1; overtone * now < 3_400; overtone++) {
                sum += strength(overtone * now, resonances) * Math.sin(overtone * phase);
            }
            samples[at] = (short) (LOUD * Math.sin(Math.PI * part) * sum);
        }
    }

    private static double strength(double hertz, double[] resonances) {
        double strength = 0;
        for (double resonance : resonances) {
            strength += 1 / (1 + Math.pow((hertz - resonance) / 90, 2));
        }
        return strength;
    }

    /// The same, so much louder, in noise.
    ///
    /// @param noiseBelow how far below it the noise lies, dB
    public static short[] inNoise(short[] samples, double louder, double noiseBelow, long seed) {
        var chance = new Random(seed);
        double power = 0;
        for (short sample : samples) {
            power += (double) sample * sample;
        }
        double noise = Math.sqrt(power / samples.length) * Math.pow(10, -noiseBelow / 20);
        short[] all = new short[samples.length];
        for (int at = 0; at < all.length; at++) {
            all[at] = (short) Math.clamp(
                    Math.round(louder * (samples[at] + noise * chance.nextGaussian())),
                    Short.MIN_VALUE,
                    Short.MAX_VALUE);
        }
        return all;
    }

    /// A tone that comes and goes.
    public static short[] tone(int hertz, double on, double off, double seconds) {
        short[] samples = new short[(int) (seconds * RATE)];
        for (int at = 0; at < samples.length; at++) {
            boolean sounds = (double) at / RATE % (on + off) < on;
            samples[at] = (short) (sounds ? 8_000 * Math.sin(2 * Math.PI * hertz * at / RATE) : 0);
        }
        return samples;
    }

    public static short[] part(short[] samples, double from, double until) {
        return Arrays.copyOfRange(samples, (int) (from * RATE), (int) (until * RATE));
    }

    public static short[] and(short[] first, short[] second) {
        short[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /// As MixMonitor writes it.
    public static byte[] wav(short[] samples) {
        return wav(samples, RATE, 2 * samples.length);
    }

    /// @param said how many bytes of sound it says to hold
    public static byte[] wav(short[] samples, int rate, int said) {
        ByteBuffer bytes = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + said);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1)
                .putShort((short) 1)
                .putInt(rate)
                .putInt(2 * rate)
                .putShort((short) 2)
                .putShort((short) 16);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(said);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }
}
