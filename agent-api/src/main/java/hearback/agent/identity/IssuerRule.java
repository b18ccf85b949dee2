package hearback.agent.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When what an issuer says of somebody lets him in, and as whom.
///
/// Source: RFC 7519 4.1 (iss, aud, exp, nbf, iat), RFC 8725 3.8 to 3.9 (issuer and audience must be checked).
///
/// @param roles what each role is called by the issuer, all different
/// @param leeway that its clock may differ from ours
public record IssuerRule(
        String issuer,
        String audience,
        String nameClaim,
        String roleClaim,
        String departmentClaim,
        Map<Role, String> roles,
        Duration leeway) {
    public IssuerRule {
        roles = Map.copyOf(roles);
    }

    public Admission judge(Claims claims, Instant now) {
        if (!claims.text("iss").equals(Optional.of(issuer))) {
            return new Admission.Unknown("wrong-issuer", "The token is of another issuer.");
        }
        if (!claims.texts("aud").contains(audience)) {
            return new Admission.Unknown("wrong-audience", "The token is for somebody else (aud).");
        }
        Optional<Instant> expiry = claims.time("exp");
        if (expiry.isEmpty()) {
            return new Admission.Unknown("no-expiry", "The token never expires (exp).");
        }
        if (!now.isBefore(expiry.get().plus(leeway))) {
            return new Admission.Unknown("expired", "The token has expired.");
        }
        if (isAhead(claims, "nbf", now) || isAhead(claims, "iat", now)) {
            return new Admission.Unknown("not-yet", "The token is not good yet (nbf, iat).");
        }
        return place(claims);
    }

    /// A time that cannot be read counts as one that never comes.
    private boolean isAhead(Claims claims, String name, Instant now) {
        return claims.has(name)
                && claims.time(name)
                        .filter(from -> !now.plus(leeway).isBefore(from))
                        .isEmpty();
    }

    private Admission place(Claims claims) {
        Optional<String> name = claims.text(nameClaim).filter(AgentIdentity::isName);
        if (name.isEmpty()) {
            return new Admission.Barred(
                    "name-unusable", "The claim " + nameClaim + " holds no name of 1 to 64 of a-z 0-9 . _ -.");
        }
        List<String> said = claims.texts(roleClaim);
        List<Role> known = roles.entrySet().stream()
                .filter(entry -> said.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (known.size() != 1) {
            return known.isEmpty()
                    ? new Admission.Barred("role-unknown", "The claim " + roleClaim + " names no role of ours.")
                    : new Admission.Barred(
                            "role-ambiguous", "The claim " + roleClaim + " names several roles of ours.");
        }
        return admitted(name.get(), known.getFirst(), claims.text(departmentClaim));
    }

    private Admission admitted(String name, Role role, Optional<String> department) {
        Optional<Department> named = department
                .filter(text -> !text.isBlank() && text.length() <= 64)
                .map(Department::new);
        if (role == Role.DEPARTMENT && named.isEmpty()) {
            return new Admission.Barred(
                    "department-missing", "The claim " + departmentClaim + " does not say of which department.");
        }
        return new Admission.Admitted(new AgentIdentity(name, role, named));
    }
}
