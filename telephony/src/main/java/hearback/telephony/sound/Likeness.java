package hearback.telephony.sound;

/// How alike two sounds are where they are most alike: one is moved along the other, and the shapes of their spectra
/// are compared as far as they lie beside each other.
final class Likeness {
    /// As much of both must sound beside each other, in frames: a second and a half. Less of one announcement is
    /// found in any other.
    static final int ENOUGH = 3 * Spectrogram.RATE / 2 / Spectrogram.HOP;

    private Likeness() {}

    /// @return 1: the same; 0 and less: nothing in common
    static double of(Spectrogram one, Spectrogram other) {
        double best = 0;
        for (int shift = ENOUGH - other.frames(); shift <= one.frames() - ENOUGH; shift++) {
            best = Math.max(best, at(one, other, shift));
        }
        return best;
    }

    /// @param shift the other begins so many frames after the one
    private static double at(Spectrogram one, Spectrogram other, int shift) {
        int from = Math.max(0, shift);
        int frames = Math.min(one.frames(), other.frames() + shift) - from;
        if (together(one, other, from, shift, frames) < ENOUGH) {
            return 0;
        }
        double squares = one.squared(from, frames) * other.squared(from - shift, frames);
        return squares > 0 ? one.times(other, from, from - shift, frames) / Math.sqrt(squares) : 0;
    }

    private static int together(Spectrogram one, Spectrogram other, int from, int shift, int frames) {
        int both = 0;
        for (int frame = from; frame < from + frames; frame++) {
            both += one.isSounding(frame) && other.isSounding(frame - shift) ? 1 : 0;
        }
        return both;
    }
}
