package hearback.agent.testing;

import hearback.agent.flow.OneProfile;
import hearback.agent.flow.Rulebook;
import hearback.config.ShippedProfiles;

/// The profiles that are shipped, as rulebooks.
public final class ShippedTelecom {
    public static final Rulebook RULES = of("telecom");

    private ShippedTelecom() {}

    /// A house that goes by this one alone.
    public static Rulebook of(String profile) {
        return new OneProfile(ShippedProfiles.read(profile));
    }
}
