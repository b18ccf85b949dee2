package hearback.config;

import hearback.config.profile.Post;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.regex.Pattern;

/// Whose JSON Web Tokens are believed, and what of them means what (OpenID Connect Discovery 1.0, RFC 7519).
///
/// @param issuer as its tokens name it
/// @param audience that a token must be for
/// @param nameClaim where the holder's name stands; a point leads inside
/// @param roles what each role is called by the issuer
/// @param leeway that its clock may differ from ours
/// @param keysEvery how often its keys are fetched again
/// @param patience for one answer of the issuer
public record OidcSettings(
        String issuer,
        String audience,
        String nameClaim,
        String roleClaim,
        String departmentClaim,
        Map<Post, String> roles,
        Duration leeway,
        Duration keysEvery,
        Duration patience) {
    /// Keys that came over an open line could be anybody's; this machine is no line.
    private static final Pattern SAFE =
            Pattern.compile("https://[^\\s?#@]+|http://(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?(/[^\\s?#]*)?");

    public OidcSettings {
        roles = Map.copyOf(roles);
        new Checks()
                .that(SAFE.matcher(issuer).matches(), "issuer", "must be an https address, as https://id.example.com")
                .filled("audience", audience)
                .filled("name-claim", nameClaim)
                .filled("role-claim", roleClaim)
                .filled("department-claim", departmentClaim)
                .that(
                        roles.values().stream().noneMatch(String::isBlank) && roles.size() == Post.values().length,
                        "roles",
                        "must name each role")
                .that(
                        new HashSet<>(roles.values()).size() == roles.size(),
                        "roles",
                        "two roles are called the same by the issuer")
                .that(
                        !leeway.isNegative() && leeway.compareTo(Duration.ofMinutes(5)) <= 0,
                        "leeway",
                        "must be 0 s to 5 m")
                .longerThanZero("keys-every", keysEvery)
                .longerThanZero("patience", patience)
                .done();
    }
}
