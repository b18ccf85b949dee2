package hearback.config;

import hearback.config.profile.Profile;
import hearback.config.profile.ProfileReading;
import hearback.config.profile.ProfileVersion;
import hearback.config.yaml.ProfileFile;
import java.util.List;
import java.util.stream.Stream;

/// The institutions' profiles that come with the program.
public final class ShippedProfiles {
    /// The telecom branch's is the default, and the first.
    public static final List<String> NAMES = List.of("telecom", "gas", "rural-bank", "postal-bank", "car-dealer");

    /// Versions of before that a database of before may need without having them: tickets of the time before there
    /// were profiles were accepted under the first of the telecom branch (`V0006__ticket_life.sql`).
    public static final List<ProfileVersion> EARLIER = List.of(new ProfileVersion("telecom", 1));

    private ShippedProfiles() {}

    /// Everything that comes along, earlier versions before later ones.
    public static List<String> texts() {
        return Stream.concat(
                        EARLIER.stream().map(ProfileFile::shippedBefore),
                        NAMES.stream().map(ShippedProfiles::text))
                .toList();
    }

    /// @throws IllegalArgumentException when there is none of this name
    public static String text(String name) {
        return ProfileFile.shipped(name);
    }

    /// @throws IllegalStateException when there is none of this name, or it cannot be used; a test holds that all
    /// can
    public static Profile read(String name) {
        return usable(text(name));
    }

    /// As above, one of [#EARLIER].
    public static Profile read(ProfileVersion version) {
        return usable(ProfileFile.shippedBefore(version));
    }

    private static Profile usable(String yaml) {
        return switch (ProfileDocument.read(yaml)) {
            case ProfileReading.Usable usable -> usable.profile();
            case ProfileReading.Refused refused ->
                throw new IllegalStateException("a shipped profile: " + refused.problems());
        };
    }
}
