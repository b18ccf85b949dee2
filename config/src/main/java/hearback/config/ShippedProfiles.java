package hearback.config;

import hearback.config.profile.Profile;
import hearback.config.profile.ProfileReading;
import hearback.config.yaml.ProfileFile;
import java.util.List;

/// The institutions' profiles that come with the program.
public final class ShippedProfiles {
    /// The telecom branch's is the default, and the first.
    public static final List<String> NAMES = List.of("telecom", "gas", "rural-bank", "postal-bank", "car-dealer");

    private ShippedProfiles() {}

    /// @throws IllegalArgumentException when there is none of this name
    public static String text(String name) {
        return ProfileFile.shipped(name);
    }

    /// @throws IllegalStateException when there is none of this name, or it cannot be used; a test holds that all
    /// can
    public static Profile read(String name) {
        return switch (ProfileDocument.read(text(name))) {
            case ProfileReading.Usable usable -> usable.profile();
            case ProfileReading.Refused refused ->
                throw new IllegalStateException("the shipped profile " + name + ": " + refused.problems());
        };
    }
}
