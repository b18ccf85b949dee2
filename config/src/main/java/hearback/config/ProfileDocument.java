package hearback.config;

import hearback.config.profile.ProfileReading;
import hearback.config.yaml.ProfileFile;

/// An institution's profile as somebody wrote it.
public final class ProfileDocument {
    private ProfileDocument() {}

    /// Never throws for what is in the text.
    public static ProfileReading read(String yaml) {
        return new ProfileFile(CalendarFiles::shipped).read(yaml);
    }
}
