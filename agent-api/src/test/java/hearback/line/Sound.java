package hearback.line;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// A WAV as the API served it, listened to.
final class Sound {
    private final short[] samples;
    private final float rate;

    private Sound(short[] samples, float rate) {
        this.samples = samples;
        this.rate = rate;
    }

    static Sound of(byte[] wav) {
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            byte[] bytes = sound.readAllBytes();
            short[] samples = new short[bytes.length / 2];
            for (int one = 0; one < samples.length; one++) {
                samples[one] = (short) ((bytes[2 * one] & 0xff) | (bytes[2 * one + 1] << 8));
            }
            return new Sound(samples, sound.getFormat().getSampleRate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedAudioFileException e) {
            throw new AssertionError("the API served no WAV", e);
        }
    }

    double seconds() {
        return samples.length / rate;
    }

    /// How much of the sound's power lies at this frequency, 0 to 1 (Goertzel's algorithm over the whole sound).
    double shareAt(double hertz) {
        double turn = 2 * Math.cos(2 * Math.PI * hertz / rate);
        double power = 0;
        double last = 0;
        double beforeLast = 0;
        for (short sample : samples) {
            double now = sample + turn * last - beforeLast;
            beforeLast = last;
            last = now;
            power += (double) sample * sample;
        }
        double at = last * last + beforeLast * beforeLast - turn * last * beforeLast;
        return power == 0 ? 0 : at / (power * samples.length / 2.0);
    }
}
