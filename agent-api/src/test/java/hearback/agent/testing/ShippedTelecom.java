package hearback.agent.testing;

import hearback.agent.flow.KnownProfiles;
import hearback.agent.flow.Rulebook;
import hearback.config.ShippedProfiles;
import java.util.List;
import java.util.Map;

/// A house that goes by the telecom branch's rules.
public final class ShippedTelecom {
    public static final Rulebook RULES = new KnownProfiles(
            List.of(ShippedProfiles.read("telecom"), ShippedProfiles.read(ShippedProfiles.EARLIER.getFirst())),
            Map.of());

    private ShippedTelecom() {}
}
