package hearback.telephony.sound;

import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.Announcement.Source;
import hearback.telephony.callback.AnnouncementClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells by its sound which of the known announcements was heard, however loud it was, wherever in it the hearing
/// began and ended. Ringing and other steady tones are no announcements.
public final class AnnouncementRecogniser {
    /// So alike ([Likeness]) is what is not the same; from here the confidence grows.
    private static final double STRANGE = 0.45;

    /// So alike is what is certainly the same. Source: measured with 60 prompts of one voice that Asterisk ships.
    /// Any two of them come to 0.47 at the most, two with the same first two seconds to 0.63; each with itself to
    /// 0.71 and more with the noise 15 dB below it, to 0.66 and more at 10 dB.
    private static final double SAME = 0.7;

    /// So much less alike must every announcement of another class be: a sound that ends in the words with which
    /// several announcements begin is none of them.
    private static final double APART = 0.15;

    private final List<Reference> references;

    public AnnouncementRecogniser(List<Reference> references) {
        this.references = List.copyOf(references);
    }

    /// Empty when nothing was said. Takes some milliseconds for each reference.
    public Optional<Announcement> hear(Spectrogram sound) {
        return sound.isSpeech() ? Optional.of(said(alike(sound))) : Optional.empty();
    }

    private Map<AnnouncementClass, Double> alike(Spectrogram sound) {
        Map<AnnouncementClass, Double> alike = new EnumMap<>(AnnouncementClass.class);
        for (Reference one : references) {
            alike.merge(one.said(), Likeness.of(sound, one.sound()), Math::max);
        }
        return alike;
    }

    private static Announcement said(Map<AnnouncementClass, Double> alike) {
        AnnouncementClass best = AnnouncementClass.UNRECOGNISED;
        double most = 0;
        double next = 0;
        for (Map.Entry<AnnouncementClass, Double> one : alike.entrySet()) {
            if (one.getValue() > most) {
                next = most;
                most = one.getValue();
                best = one.getKey();
            } else {
                next = Math.max(next, one.getValue());
            }
        }
        double confidence = Math.min(share(most - STRANGE, SAME - STRANGE), share(most - next, APART));
        return confidence < 0.5
                ? new Announcement(AnnouncementClass.UNRECOGNISED, Source.SOUND, 1 - confidence)
                : new Announcement(best, Source.SOUND, confidence);
    }

    private static double share(double part, double whole) {
        return Math.clamp(part / whole, 0, 1);
    }
}
