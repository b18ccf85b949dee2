package hearback.agent.flow;

import hearback.config.profile.Profile;
import hearback.config.profile.ProfileVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Profiles that are neither added to nor switched: for measuring and tests.
public final class KnownProfiles implements Rulebook {
    private final Map<ProfileVersion, Profile> versions;
    private final Map<String, Profile> ofHotline;
    private final Profile otherwise;

    /// @param profiles every version there is; the first serves whoever asks for a hotline that nobody named
    /// @param ofHotline the name of the profile of each dialled number
    /// @throws IllegalArgumentException when a hotline goes by a profile that is not among them
    public KnownProfiles(List<Profile> profiles, Map<String, String> ofHotline) {
        this.versions = profiles.stream().collect(Collectors.toMap(Profile::version, Function.identity()));
        this.otherwise = profiles.getFirst();
        this.ofHotline = ofHotline.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> profiles.stream()
                                .filter(profile -> profile.version().profile().equals(entry.getValue()))
                                .findFirst()
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "hotline " + entry.getKey() + ": there is no profile " + entry.getValue()))));
    }

    @Override
    public Profile forHotline(String hotline, Instant now) {
        return ofHotline.getOrDefault(hotline, otherwise);
    }

    @Override
    public Profile version(ProfileVersion version) {
        Profile found = versions.get(version);
        if (found == null) {
            throw new IllegalStateException("there is no profile " + version);
        }
        return found;
    }
}
