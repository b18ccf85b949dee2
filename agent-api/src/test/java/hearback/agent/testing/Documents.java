package hearback.agent.testing;

import hearback.agent.profile.ProfileText;
import hearback.config.ProfileDocument;
import hearback.config.ShippedProfiles;
import hearback.config.profile.ProfileReading;

/// Profile documents for tests, made of the shipped ones.
public final class Documents {
    private Documents() {}

    /// The telecom branch's in another version, which writes serials with so many digits.
    public static String telecom(int version, int digits) {
        return ShippedProfiles.text("telecom")
                .replace("\nversion: 2\n", "\nversion: " + version + "\n")
                .replace("digits: 4", "digits: " + digits);
    }

    /// The same rules under another name.
    public static String named(String name, int version) {
        return telecom(version, 4).replace("profile: telecom\n", "profile: " + name + "\n");
    }

    public static ProfileText text(String yaml) {
        return switch (ProfileDocument.read(yaml)) {
            case ProfileReading.Usable usable ->
                new ProfileText(usable.profile().version(), yaml, usable.sha256());
            case ProfileReading.Refused refused -> throw new IllegalArgumentException(refused.toString());
        };
    }
}
