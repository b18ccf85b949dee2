package hearback.agent.oidc;

import hearback.agent.identity.IssuerRule;
import hearback.agent.identity.Role;
import hearback.config.OidcSettings;
import java.util.EnumMap;
import java.util.Map;

/// What the settings say of the issuer, as a rule.
public final class IssuerRules {
    private IssuerRules() {}

    public static IssuerRule of(OidcSettings settings) {
        Map<Role, String> roles = new EnumMap<>(Role.class);
        settings.roles().forEach((post, called) -> roles.put(Role.valueOf(post.name()), called));
        return new IssuerRule(
                settings.issuer(),
                settings.audience(),
                settings.nameClaim(),
                settings.roleClaim(),
                settings.departmentClaim(),
                roles,
                settings.leeway());
    }
}
