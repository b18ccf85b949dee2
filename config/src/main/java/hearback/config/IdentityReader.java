package hearback.config;

import hearback.config.profile.Post;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the section `identity`; goes on after each mistake.
final class IdentityReader {
    private IdentityReader() {}

    static Optional<IdentitySettings> read(Section section) {
        var passwords = passwords(section.section("passwords"));
        var sessions = sessions(section.section("sessions"));
        var guessing = guessing(section.section("guessing"));
        var oidcSection = section.section("oidc");
        var oidc = oidc(oidcSection);
        boolean isWanted = oidcSection.optionalText("issuer").isPresent();
        if (passwords.isEmpty() || sessions.isEmpty() || guessing.isEmpty() || (isWanted && oidc.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(
                new IdentitySettings(passwords.orElseThrow(), sessions.orElseThrow(), guessing.orElseThrow(), oidc));
    }

    private static Optional<PasswordSettings> passwords(Section section) {
        return section.build(() -> new PasswordSettings(
                Math.toIntExact(Math.min(section.bytes("memory") / 1024, Integer.MAX_VALUE)),
                section.number("passes"),
                section.number("lanes"),
                section.number("at-once")));
    }

    private static Optional<SessionSettings> sessions(Section section) {
        return section.build(() -> new SessionSettings(section.duration("idle"), section.duration("absolute")));
    }

    private static Optional<GuessingSettings> guessing(Section section) {
        return section.build(() -> new GuessingSettings(
                section.number("free-of-name"),
                section.number("free-of-address"),
                section.duration("first"),
                section.duration("most"),
                section.duration("forget-after"),
                section.texts("trusted-proxies")));
    }

    /// Every key is read, also when there is no issuer: a mistake shows before it matters.
    private static Optional<OidcSettings> oidc(Section section) {
        var issuer = section.optionalText("issuer");
        var audience = section.text("audience");
        var name = section.text("name-claim");
        var role = section.text("role-claim");
        var department = section.text("department-claim");
        var roles = roles(section.section("roles"));
        var leeway = section.duration("leeway");
        var keysEvery = section.duration("keys-every");
        var patience = section.duration("patience");
        return issuer.flatMap(named -> section.build(
                () -> new OidcSettings(named, audience, name, role, department, roles, leeway, keysEvery, patience)));
    }

    private static Map<Post, String> roles(Section section) {
        Map<Post, String> roles = new EnumMap<>(Post.class);
        for (Post post : Post.values()) {
            roles.put(post, section.text(post.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        }
        return roles;
    }
}
