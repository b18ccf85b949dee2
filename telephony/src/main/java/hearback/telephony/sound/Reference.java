package hearback.telephony.sound;

import hearback.telephony.callback.AnnouncementClass;

/// An announcement as it is known to sound.
public record Reference(AnnouncementClass said, Spectrogram sound) {
    public Reference {
        if (!sound.isSpeech()) {
            throw new IllegalArgumentException("less than a second and a half of speech");
        }
    }
}
