package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.agent.testing.FakeIssuer;
import hearback.agent.testing.Listener;
import hearback.agent.testing.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tokens of an issuer with real keys, at the desk.
final class OidcTest extends OwnDesk {
    private static final FakeIssuer.Key RSA = FakeIssuer.Key.make("first", "RS256");
    private static final FakeIssuer.Key EC = FakeIssuer.Key.make("second", "ES256");
    private static final FakeIssuer.Key STRANGER = FakeIssuer.Key.make("first", "RS256");

    private final AtomicReference<Instant> now = new AtomicReference<>(Sample.NOON);
    private final FakeIssuer issuer = new FakeIssuer(RSA, EC);

    @Override
    Desk newDesk() {
        return new Desk(folder, "telecom", "hearback.identity.oidc.issuer = \"" + issuer.name() + "\"", now::get);
    }

    @AfterEach
    void closeIssuer() {
        issuer.close();
    }

    @Test
    void both_kinds_of_signature_are_good_and_the_claims_say_who_it_is() {
        assertThat(status(RSA.sign(claims()))).isEqualTo(200);
        assertThat(status(EC.sign(claims()))).isEqualTo(200);
        String department = EC.sign(claims().put("roles", "hearback-department").put("department", "network"));
        assertThat(desk.as(department, "GET", "/api/v1/tickets", "").status()).isEqualTo(200);
        assertThat(status(department)).isEqualTo(403);
        assertThat(desk.get(Role.AUDITOR, "/api/v1/audit?who=mei").json().getJsonArray("items"))
                .as("what he was refused stands under his name")
                .hasSize(1);
    }

    @Test
    void what_is_wrong_is_refused_with_its_reason() {
        refused(401, "wrong-audience", RSA.sign(claims().put("aud", "another")));
        refused(401, "wrong-issuer", RSA.sign(claims().put("iss", "https://elsewhere.example.com")));
        refused(401, "expired", RSA.sign(claims().put("exp", now.get().getEpochSecond() - 31)));
        refused(401, "not-yet", RSA.sign(claims().put("nbf", now.get().getEpochSecond() + 31)));
        refused(401, "bad-signature", STRANGER.sign(claims()));
        refused(403, "role-unknown", RSA.sign(claims().put("roles", new JsonArray().add("boss"))));
        refused(
                403,
                "role-ambiguous",
                RSA.sign(claims().put(
                                "roles", new JsonArray().add("hearback-agent").add("hearback-auditor"))));
        refused(403, "department-missing", RSA.sign(claims().put("roles", "hearback-department")));
        refused(403, "name-unusable", RSA.sign(claims().put("preferred_username", "Mei Li")));
        assertThat(issuer.askedAbout)
                .as("nobody else is asked to judge what we refuse")
                .hasValue(0);
    }

    @Test
    void no_signature_and_one_with_a_shared_secret_are_refused() throws GeneralSecurityException {
        for (String algorithm : new String[] {"none", "None", "NONE", "HS256", "RS512", "PS256", ""}) {
            String header =
                    new JsonObject().put("alg", algorithm).put("kid", "first").encode();
            refused(
                    401,
                    "algorithm-refused",
                    FakeIssuer.base64(header) + "." + FakeIssuer.base64(claims().encode()) + ".AAAA");
        }
        String none = FakeIssuer.base64("{\"alg\":\"none\"}") + "." + FakeIssuer.base64(claims().encode());
        refused(401, "no-token", none);
        refused(401, "algorithm-refused", none + ".");
        String said =
                FakeIssuer.base64("{\"alg\":\"HS256\",\"kid\":\"first\"}") + "." + FakeIssuer.base64(claims().encode());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(RSA.pair().getPublic().getEncoded(), "HmacSHA256"));
        String sum = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal(said.getBytes(StandardCharsets.UTF_8)));
        refused(401, "algorithm-refused", said + "." + sum);
    }

    @Test
    void what_was_changed_or_is_none_is_refused() {
        String good = RSA.sign(claims());
        String[] parts = good.split("\\.");
        String other = FakeIssuer.base64(
                claims().put("roles", "hearback-administrator").encode());
        refused(401, "bad-signature", parts[0] + "." + other + "." + parts[2]);
        refused(401, "bad-signature", parts[0] + "." + parts[1] + ".");
        refused(401, "no-token", "a.b.c");
        refused(401, "no-token", "..");
        refused(401, "no-token", good + ".more");
        refused(401, "no-token", FakeIssuer.base64("[]") + "." + parts[1] + "." + parts[2]);
        refused(
                401,
                "header-refused",
                RSA.sign(
                        new JsonObject()
                                .put("alg", "RS256")
                                .put("kid", "first")
                                .put("crit", new JsonArray().add("exp")),
                        claims()));
        refused(401, "algorithm-refused", RSA.sign(new JsonObject().put("alg", 7), claims()));
        refused(
                401,
                "bad-signature",
                EC.sign(new JsonObject().put("alg", "RS256").put("kid", "first"), claims()));
    }

    @Test
    void a_new_key_is_found_at_once_and_the_old_one_is_good_until_it_is_gone() {
        assertThat(status(RSA.sign(claims()))).isEqualTo(200);
        var next = FakeIssuer.Key.make("third", "RS256");
        refused(401, "unknown-key", next.sign(claims()));
        issuer.useOnly(EC, next);
        refused(401, "unknown-key", next.sign(claims()));
        now.set(now.get().plusSeconds(6));
        assertThat(status(RSA.sign(claims()))).as("not looked at again yet").isEqualTo(200);
        assertThat(status(next.sign(claims()))).isEqualTo(200);
        refused(401, "unknown-key", RSA.sign(claims()));
    }

    @Test
    void many_at_once_find_the_issuer_together_and_a_new_key_too() throws Exception {
        assertThat(statusesAtOnce(RSA)).containsOnly(200);
        assertThat(issuer.keysFetched).hasValue(1);
        var next = FakeIssuer.Key.make("third", "ES256");
        issuer.useOnly(next);
        now.set(now.get().plusSeconds(6));
        assertThat(statusesAtOnce(next)).containsOnly(200);
        assertThat(issuer.keysFetched).hasValue(2);
    }

    private Set<Integer> statusesAtOnce(FakeIssuer.Key key) throws Exception {
        String token = key.sign(claims());
        Set<Integer> statuses = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var done : threads.invokeAll(Collections.<Callable<Integer>>nCopies(32, () -> status(token)))) {
                statuses.add(done.get());
            }
        }
        return statuses;
    }

    @Test
    void made_up_keys_do_not_make_us_ask_the_issuer_again_and_again() {
        assertThat(status(RSA.sign(claims()))).isEqualTo(200);
        now.set(now.get().plusSeconds(6));
        for (int i = 0; i < 20; i++) {
            refused(
                    401,
                    "unknown-key",
                    RSA.sign(new JsonObject().put("alg", "RS256").put("kid", "x" + i), claims()));
        }
        assertThat(issuer.keysFetched).hasValue(2);
    }

    @Test
    void keys_are_fetched_again_by_time_and_an_issuer_that_is_away_harms_nobody_who_is_known() {
        assertThat(status(RSA.sign(claims()))).isEqualTo(200);
        issuer.useOnly(EC);
        now.set(now.get().plus(Duration.ofMinutes(10)));
        await().atMost(Duration.ofSeconds(5)).until(() -> status(RSA.sign(claims())) == 401);
        assertThat(issuer.keysFetched).hasValue(2);
        assertThat(status(EC.sign(claims()))).isEqualTo(200);
        issuer.away(true);
        now.set(now.get().plus(Duration.ofHours(1)));
        assertThat(status(EC.sign(claims()))).isEqualTo(200);
    }

    @Test
    void an_issuer_that_was_never_reached_is_503_until_it_is_there() {
        issuer.away(true);
        var away = desk.as(RSA.sign(claims()), "GET", "/api/v1/calls", "");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.header("Retry-After")).isNotEmpty();
        assertThat(desk.get(Role.AGENT, "/api/v1/calls").status()).isEqualTo(200);
        issuer.away(false);
        now.set(now.get().plusSeconds(6));
        assertThat(status(RSA.sign(claims()))).isEqualTo(200);
    }

    @Test
    void a_name_of_ours_is_not_the_issuers_to_give() {
        refused(403, "name-taken", RSA.sign(claims().put("preferred_username", "administrator")));
        assertThat(desk.post(
                                Role.ADMINISTRATOR,
                                "/api/v1/accounts",
                                "{\"name\":\"mei\",\"displayName\":\"Mei\",\"role\":\"AUDITOR\",\"password\":"
                                        + "\"coal bin ladder\"}")
                        .status())
                .isEqualTo(201);
        refused(403, "name-taken", RSA.sign(claims()));
    }

    @Test
    void a_stream_opens_with_it_and_ends_with_it() {
        var listener = Listener.saying(desk, RSA.sign(claims()));
        assertThat(listener.heard("snapshot").getFirst().getString("name")).isEqualTo("mei");
        now.set(now.get().plusSeconds(400));
        await().atMost(Duration.ofSeconds(5)).until(() -> listener.closed() == 1008);
    }

    @Test
    void a_long_token_fits_and_it_cannot_be_logged_out() {
        String longer = RSA.sign(claims().put("groups", "g".repeat(6_000)));
        assertThat(status(longer)).isEqualTo(200);
        assertThat(desk.as(longer, "POST", "/api/v1/logout", "").status()).isEqualTo(409);
    }

    private JsonObject claims() {
        long at = now.get().getEpochSecond();
        return new JsonObject()
                .put("iss", issuer.name())
                .put("aud", new JsonArray().add("account").add("hearback"))
                .put("iat", at)
                .put("nbf", at)
                .put("exp", at + 300)
                .put("preferred_username", "mei")
                .put("roles", new JsonArray().add("offline").add("hearback-agent"));
    }

    private int status(String token) {
        return desk.as(token, "GET", "/api/v1/calls", "").status();
    }

    private void refused(int status, String code, String token) {
        var answer = desk.as(token, "GET", "/api/v1/calls", "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().getString("code")).isEqualTo(code);
        assertThat(answer.text()).doesNotContain(token);
    }
}
