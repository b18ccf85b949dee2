package hearback.telephony.sound;

import java.util.Arrays;

/// How the sound of a telephone is spread over pitch and time: the energy of each band in each frame, as the shape of
/// its spectrum. Neither how loud it is nor what the line makes of its pitch is in it.
public final class Spectrogram {
    /// Samples a second.
    public static final int RATE = 8_000;

    /// From one frame to the next, in samples: 20 ms.
    static final int HOP = 160;

    /// The length of a frame, in samples: 30 ms, in which speech stands still.
    private static final int WINDOW = 240;

    /// What a telephone lets through (300 to 3,400 Hz) in bands that widen with the pitch as those of the ear do,
    /// in Hz.
    private static final int[] EDGES = {
        300, 400, 500, 620, 740, 880, 1020, 1180, 1360, 1560, 1780, 2020, 2280, 2560, 2860, 3140, 3420
    };

    static final int BANDS = EDGES.length - 1;

    /// So much below the loud frames of the same sound a frame is silent: 25 dB.
    private static final double SILENT = Math.pow(10, -2.5);

    /// Of all frames so many are no louder than the loud ones are: a click does not make the rest silent.
    private static final double LOUD = 0.95;

    /// The shape of a tone changes less than this from frame to frame, that of speech more: measured, 0.14 for a
    /// busy tone and 0.91 for speech with the noise 10 dB below it.
    private static final double STEADY = 0.5;

    /// Frame by frame the bands in logarithms, less the mean of the frame and that of the band; 0 in a silent
    /// frame.
    private final float[] shapes;

    private final boolean[] sounding;

    /// Of the shapes of all frames before each, the squares.
    private final double[] squares;

    private Spectrogram(float[] shapes, boolean[] sounding) {
        this.shapes = shapes;
        this.sounding = sounding;
        this.squares = new double[sounding.length + 1];
        for (int frame = 0; frame < sounding.length; frame++) {
            squares[frame + 1] = squares[frame] + times(this, frame, frame, 1);
        }
    }

    /// @param samples 16 bits each, [#RATE] a second
    public static Spectrogram of(short[] samples) {
        int frames = samples.length < WINDOW ? 0 : 1 + (samples.length - WINDOW) / HOP;
        double[][] bands = new double[frames][];
        double[] loudness = new double[frames];
        for (int frame = 0; frame < frames; frame++) {
            bands[frame] = energies(samples, frame * HOP);
            loudness[frame] = Arrays.stream(bands[frame]).sum();
        }
        double floor = loud(loudness) * SILENT;
        boolean[] sounding = new boolean[frames];
        for (int frame = 0; frame < frames; frame++) {
            sounding[frame] = loudness[frame] > floor;
            bands[frame] = shape(bands[frame], floor / BANDS);
        }
        return new Spectrogram(centred(bands, sounding), sounding);
    }

    /// Whether somebody speaks in it, long enough to tell what: not silence, and no tone that stands still.
    boolean isSpeech() {
        int sounds = 0;
        for (boolean one : sounding) {
            sounds += one ? 1 : 0;
        }
        return sounds >= Likeness.ENOUGH && squared(0, frames()) > STEADY * sounds * BANDS;
    }

    int frames() {
        return sounding.length;
    }

    boolean isSounding(int frame) {
        return sounding[frame];
    }

    /// The product of both shapes in these frames.
    ///
    /// @param from frame of this one
    /// @param otherFrom frame of the other one beside it
    double times(Spectrogram other, int from, int otherFrom, int frames) {
        // Four sums side by side, as one would wait for each addition.
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int theirs = otherFrom * BANDS;
        int end = (from + frames) * BANDS;
        for (int mine = from * BANDS; mine < end; mine += 4, theirs += 4) {
            first += shapes[mine] * other.shapes[theirs];
            second += shapes[mine + 1] * other.shapes[theirs + 1];
            third += shapes[mine + 2] * other.shapes[theirs + 2];
            fourth += shapes[mine + 3] * other.shapes[theirs + 3];
        }
        return (double) first + second + third + fourth;
    }

    /// The product of these frames with themselves.
    double squared(int from, int frames) {
        return squares[from + frames] - squares[from];
    }

    private static float[] centred(double[][] bands, boolean[] sounding) {
        double[] mean = new double[BANDS];
        int sounds = 0;
        for (int frame = 0; frame < bands.length; frame++) {
            if (sounding[frame]) {
                sounds++;
                for (int band = 0; band < BANDS; band++) {
                    mean[band] += bands[frame][band];
                }
            }
        }
        float[] centred = new float[bands.length * BANDS];
        for (int frame = 0; frame < bands.length; frame++) {
            for (int band = 0; sounding[frame] && band < BANDS; band++) {
                centred[frame * BANDS + band] = (float) (bands[frame][band] - mean[band] / sounds);
            }
        }
        return centred;
    }

    private static double loud(double[] loudness) {
        double[] sorted = loudness.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * LOUD)];
    }

    private static double[] shape(double[] energies, double floor) {
        double[] shape = new double[BANDS];
        for (int band = 0; band < BANDS; band++) {
            shape[band] = Math.log(energies[band] + floor + Double.MIN_NORMAL);
        }
        double mean = Arrays.stream(shape).average().orElse(0);
        for (int band = 0; band < BANDS; band++) {
            shape[band] -= mean;
        }
        return shape;
    }

    /// The energy of each band, one frequency after the other (Goertzel): the bands lie too close for one filter
    /// each, and so few frequencies need no Fourier transform.
    private static double[] energies(short[] samples, int from) {
        double[] windowed = new double[WINDOW];
        for (int n = 0; n < WINDOW; n++) {
            windowed[n] = samples[from + n] * 0.5 * (1 - Math.cos(2 * Math.PI * n / (WINDOW - 1)));
        }
        double[] energies = new double[BANDS];
        for (int band = 0; band < BANDS; band++) {
            int first = Math.ceilDiv(EDGES[band] * WINDOW, RATE);
            int end = Math.ceilDiv(EDGES[band + 1] * WINDOW, RATE);
            for (int bin = first; bin < end; bin++) {
                energies[band] += goertzel(windowed, bin);
            }
        }
        return energies;
    }

    private static double goertzel(double[] windowed, int bin) {
        double twice = 2 * Math.cos(2 * Math.PI * bin / WINDOW);
        double last = 0;
        double before = 0;
        for (double sample : windowed) {
            double now = sample + twice * last - before;
            before = last;
            last = now;
        }
        return last * last + before * before - twice * last * before;
    }
}
