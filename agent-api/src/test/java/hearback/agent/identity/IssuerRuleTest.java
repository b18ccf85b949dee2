package hearback.agent.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IssuerRuleTest {
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final IssuerRule RULE = new IssuerRule(
            "https://id.example.com",
            "hearback",
            "preferred_username",
            "realm_access.roles",
            "department",
            Map.of(Role.AGENT, "hb-agent", Role.DEPARTMENT, "hb-department"),
            Duration.ofSeconds(30));

    @Test
    void who_is_of_the_issuer_for_us_and_in_time_is_let_in() {
        assertThat(judged(Map.of()))
                .isEqualTo(new Admission.Admitted(new AgentIdentity("mei", Role.AGENT, Optional.empty())));
        assertThat(judged(Map.of("aud", List.of("other", "hearback"), "nbf", NOON.getEpochSecond() + 30)))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(judged(Map.of("exp", NOON.getEpochSecond() - 29))).isInstanceOf(Admission.Admitted.class);
        assertThat(judged(Map.of(
                        "realm_access", Map.of("roles", List.of("offline", "hb-department")), "department", "network")))
                .isEqualTo(new Admission.Admitted(
                        new AgentIdentity("mei", Role.DEPARTMENT, Optional.of(new Department("network")))));
    }

    @Test
    void whatever_is_wrong_is_named() {
        assertThat(code(Map.of("iss", "https://id.example.com/"))).isEqualTo("wrong-issuer");
        assertThat(code(Map.of("iss", 7))).isEqualTo("wrong-issuer");
        assertThat(code(Map.of("aud", "another"))).isEqualTo("wrong-audience");
        assertThat(code(Map.of("aud", Map.of("hearback", true)))).isEqualTo("wrong-audience");
        assertThat(code(Map.of("exp", NOON.getEpochSecond() - 30))).isEqualTo("expired");
        assertThat(code(Map.of("exp", "tomorrow"))).isEqualTo("no-expiry");
        assertThat(code(Map.of("exp", -1))).isEqualTo("no-expiry");
        assertThat(code(Map.of("exp", Long.MAX_VALUE))).isEqualTo("no-expiry");
        assertThat(code(Map.of("nbf", NOON.getEpochSecond() + 31))).isEqualTo("not-yet");
        assertThat(code(Map.of("nbf", "soon"))).isEqualTo("not-yet");
        assertThat(code(Map.of("iat", NOON.getEpochSecond() + 31))).isEqualTo("not-yet");
        assertThat(code(Map.of("preferred_username", "Mei Li"))).isEqualTo("name-unusable");
        assertThat(code(Map.of("realm_access", Map.of("roles", List.of("boss")))))
                .isEqualTo("role-unknown");
        assertThat(code(Map.of("realm_access", "hb-agent"))).isEqualTo("role-unknown");
        assertThat(code(Map.of("realm_access", Map.of("roles", List.of("hb-agent", "hb-department")))))
                .isEqualTo("role-ambiguous");
        assertThat(code(Map.of("realm_access", Map.of("roles", "hb-department"))))
                .isEqualTo("department-missing");
    }

    @Test
    void what_is_missing_is_wrong_but_for_the_times_that_may_be() {
        assertThat(without("iss")).isEqualTo("wrong-issuer");
        assertThat(without("aud")).isEqualTo("wrong-audience");
        assertThat(without("exp")).isEqualTo("no-expiry");
        assertThat(without("preferred_username")).isEqualTo("name-unusable");
        assertThat(without("realm_access")).isEqualTo("role-unknown");
        assertThat(without("iat")).isEmpty();
    }

    private static Map<String, Object> good() {
        return new HashMap<>(Map.of(
                "iss",
                "https://id.example.com",
                "aud",
                "hearback",
                "exp",
                NOON.getEpochSecond() + 60,
                "iat",
                NOON.getEpochSecond(),
                "preferred_username",
                "mei",
                "realm_access",
                Map.of("roles", List.of("hb-agent"))));
    }

    private static Admission judged(Map<String, Object> other) {
        Map<String, Object> values = good();
        values.putAll(other);
        return RULE.judge(new Claims(values), NOON);
    }

    private static String without(String claim) {
        Map<String, Object> values = good();
        values.remove(claim);
        return code(RULE.judge(new Claims(values), NOON));
    }

    private static String code(Map<String, Object> other) {
        return code(judged(other));
    }

    private static String code(Admission admission) {
        return switch (admission) {
            case Admission.Admitted _ -> "";
            case Admission.Unknown(String code, String _) -> code;
            case Admission.Barred(String code, String _) -> code;
        };
    }
}
