package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.agent.testing.Listener;
import hearback.agent.testing.Sample;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// In by name and password, and out, over HTTP and the stream.
final class LoginTest extends OwnDesk {
    private static final String PASSWORD = "coal bin ladder";
    private static final String OTHER = "seven green kettles";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final AtomicReference<Instant> now = new AtomicReference<>(Sample.NOON);

    @Override
    Desk newDesk() {
        return new Desk(folder, "telecom", "", now::get);
    }

    @BeforeEach
    void letLiIn() {
        create("li", "AGENT");
    }

    @Test
    void who_knows_the_password_is_in_as_what_the_account_says() {
        var in = logIn("li", PASSWORD);
        assertThat(in.status()).as(in.text()).isEqualTo(200);
        assertThat(in.json().getString("role")).isEqualTo("AGENT");
        assertThat(in.json().getString("until")).isEqualTo("2026-11-23T16:00:00Z");
        assertThat(in.header("Cache-Control")).isEqualTo("no-store");
        String token = in.json().getString("token");
        assertThat(token).hasSize(43);
        assertThat(calls(token)).isEqualTo(200);
        assertThat(desk.as(token, "GET", "/api/v1/accounts", "").status()).isEqualTo(403);
        assertThat(desk.database.count("select count(*) from agent.session where hash = '" + token + "'"))
                .isZero();
        assertThat(desk.database.count("select count(*) from agent.account where password like "
                        + "'$argon2id$v=19$m=19456,t=2,p=1$%'"))
                .isEqualTo(1);
    }

    @Test
    void full_width_and_composed_characters_are_the_same_password() {
        set("li", "cafe\u0301 au lait 12");
        assertThat(logIn("li", "caf\u00e9 ａｕ lait １２").status()).isEqualTo(200);
    }

    @Test
    void a_wrong_name_and_a_wrong_password_cannot_be_told_apart() {
        create("gone", "AGENT");
        change("gone", "{\"active\":false}");
        var wrong = logIn("li", OTHER);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().getString("code")).isEqualTo("not-recognised");
        assertThat(logIn("nobody", PASSWORD).text()).isEqualTo(wrong.text());
        assertThat(logIn("gone", PASSWORD).text()).isEqualTo(wrong.text());
        assertThat(audited("LOGIN_REFUSED")).containsExactly("account:gone", "account:-", "account:li");
    }

    @Test
    void guessing_is_slowed_down_and_nobody_is_locked_out_for_good() {
        for (int i = 0; i < 6; i++) {
            assertThat(logIn("li", OTHER).status()).isEqualTo(401);
        }
        var put = logIn("li", PASSWORD);
        assertThat(put.status()).isEqualTo(429);
        assertThat(put.header("Retry-After")).isEqualTo("1");
        assertThat(put.json().getString("code")).isEqualTo("too-often");
        now.set(now.get().plusSeconds(1));
        assertThat(logIn("li", PASSWORD).status()).isEqualTo(200);
        assertThat(logIn("li", OTHER).status()).as("and it begins anew").isEqualTo(401);
    }

    @Test
    void a_proxy_says_for_whom_it_asks_and_strangers_cannot_choose_their_address() {
        for (int i = 0; i < 31; i++) {
            assertThat(logInFrom("192.0.2.1", "name" + i).status()).isEqualTo(401);
        }
        assertThat(logInFrom("192.0.2.1", "another").status()).isEqualTo(429);
        assertThat(logInFrom("198.51.100.7, 192.0.2.1", "another").status())
                .as("what stands before the last is the stranger's")
                .isEqualTo(429);
        assertThat(logInFrom("192.0.2.2", "another").status()).isEqualTo(401);
    }

    @Test
    void idle_or_old_sessions_are_over() {
        String idle = token("li");
        String busy = token("li");
        for (int i = 0; i < 24; i++) {
            now.set(now.get().plus(Duration.ofMinutes(29)));
            assertThat(calls(busy)).as("turn " + i).isEqualTo(200);
        }
        assertThat(calls(idle)).isEqualTo(401);
        now.set(Sample.NOON.plus(Duration.ofHours(12)));
        assertThat(calls(busy)).as("a shift is over").isEqualTo(401);
    }

    @Test
    void who_goes_out_is_out_at_once_and_his_stream_within_five_seconds() {
        String token = token("li");
        String other = token("li");
        var listener = Listener.saying(desk, token);
        assertThat(listener.heard("snapshot")).hasSize(1);
        assertThat(desk.as(token, "POST", "/api/v1/logout", "").status()).isEqualTo(204);
        assertThat(calls(token)).isEqualTo(401);
        assertThat(calls(other)).isEqualTo(200);
        await().atMost(Duration.ofSeconds(5)).until(() -> listener.closed() == 1008);
        assertThat(desk.post(Role.AGENT, "/api/v1/logout", "").status())
                .as("an issued token is none of a login")
                .isEqualTo(409);
        assertThat(audited("LOGGED_OUT")).containsExactly("account:li");
    }

    @Test
    void a_stream_that_only_looks_on_ends_with_its_idle_session() {
        String token = token("li");
        var listener = Listener.saying(desk, token);
        now.set(now.get().plus(Duration.ofMinutes(30)));
        await().atMost(SOON).until(() -> listener.closed() == 1008);
    }

    @Test
    void another_role_counts_at_once_and_closes_the_streams() {
        String token = token("li");
        var listener = Listener.saying(desk, token);
        change("li", "{\"role\":\"DEPARTMENT\",\"department\":\"network\"}");
        assertThat(calls(token)).isEqualTo(403);
        await().atMost(SOON).until(() -> listener.closed() == 1008);
        assertThat(change("li", "{\"department\":\"\"}").field()).isEqualTo("department");
        assertThat(change("li", "{\"department\":\"\",\"role\":\"QUALITY\"}")
                        .json()
                        .containsKey("department"))
                .isFalse();
        assertThat(audited("ACCOUNT_CHANGED")).hasSize(2);
    }

    @Test
    void who_is_not_active_any_more_is_out_and_his_old_sessions_stay_so() {
        String token = token("li");
        assertThat(change("li", "{\"active\":false}").json().getBoolean("active"))
                .isFalse();
        assertThat(calls(token)).isEqualTo(401);
        assertThat(logIn("li", PASSWORD).status()).isEqualTo(401);
        change("li", "{\"active\":true}");
        assertThat(calls(token)).isEqualTo(401);
        assertThat(logIn("li", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void another_password_ends_all_other_sessions() {
        String mine = token("li");
        String thief = token("li");
        assertThat(password(mine, OTHER, PASSWORD).field())
                .as("wrong present one")
                .isEqualTo("present");
        assertThat(password(mine, PASSWORD, "password1234").field()).isEqualTo("password");
        assertThat(password(mine, PASSWORD, OTHER).status()).isEqualTo(204);
        assertThat(calls(mine)).isEqualTo(200);
        assertThat(calls(thief)).isEqualTo(401);
        assertThat(logIn("li", PASSWORD).status()).isEqualTo(401);
        assertThat(logIn("li", OTHER).status()).isEqualTo(200);
        assertThat(password(desk.token(Role.AGENT), PASSWORD, OTHER).status())
                .as("an issued token has no password")
                .isEqualTo(409);
        set("li", PASSWORD);
        assertThat(calls(mine)).isEqualTo(401);
        assertThat(audited("PASSWORD_CHANGED")).containsExactly("account:li");
        assertThat(audited("PASSWORD_SET")).containsExactly("account:li");
    }

    @Test
    void an_account_is_made_once_by_an_administrator_with_everything_it_needs() {
        assertThat(created("{'name':'li','displayName':'Li','role':'AGENT','password':'" + PASSWORD + "'}")
                        .status())
                .isEqualTo(409);
        assertThat(created("{'name':'agent','displayName':'A','role':'AGENT','password':'" + PASSWORD + "'}")
                        .status())
                .as("a token's name")
                .isEqualTo(409);
        assertThat(created("{'name':'wu','displayName':'Wu','role':'DEPARTMENT','password':'" + PASSWORD + "'}")
                        .field())
                .isEqualTo("department");
        assertThat(created("{'name':'wu','displayName':' ','role':'AGENT','password':'" + PASSWORD + "'}")
                        .field())
                .isEqualTo("displayName");
        var weak = created("{'name':'wu','displayName':'Wu','role':'AGENT','password':'qwertyuiop12'}");
        assertThat(weak.status()).isEqualTo(422);
        assertThat(weak.field()).isEqualTo("password");
        assertThat(weak.text()).doesNotContain("qwertyuiop12");
        assertThat(desk.post(Role.ADMINISTRATOR, "/api/v1/tokens", "{\"name\":\"li\",\"role\":\"AGENT\"}")
                        .status())
                .as("an account's name")
                .isEqualTo(409);
        assertThat(audited("ACCOUNT_CREATED")).containsExactly("account:li");
    }

    @Test
    void nobody_takes_his_own_rights_so_that_one_who_has_them_is_left() {
        create("boss", "ADMINISTRATOR");
        String boss = token("boss");
        for (String change : List.of("{\"active\":false}", "{\"role\":\"AGENT\"}")) {
            assertThat(desk.as(boss, "PATCH", "/api/v1/accounts/boss", change).status())
                    .isEqualTo(409);
        }
        assertThat(desk.as(boss, "PATCH", "/api/v1/accounts/boss", "{\"displayName\":\"Boss\"}")
                        .status())
                .isEqualTo(200);
        assertThat(calls(boss)).isEqualTo(200);
    }

    @Test
    void no_password_and_no_hash_ever_comes_out() {
        String answers = logIn("li", OTHER).text()
                + desk.get(Role.ADMINISTRATOR, "/api/v1/accounts").text()
                + desk.get(Role.ADMINISTRATOR, "/api/v1/accounts/li").text()
                + desk.get(Role.ADMINISTRATOR, "/api/v1/audit").text();
        assertThat(answers).doesNotContain(PASSWORD, OTHER, "argon2");
    }

    private void create(String name, String role) {
        assertThat(created("{'name':'" + name + "','displayName':'" + name + "','role':'" + role + "','password':'"
                                + PASSWORD + "'}")
                        .status())
                .isEqualTo(201);
    }

    private Desk.Answer created(String body) {
        return desk.post(Role.ADMINISTRATOR, "/api/v1/accounts", body.replace('\'', '"'));
    }

    private Desk.Answer change(String name, String body) {
        return desk.as(desk.token(Role.ADMINISTRATOR), "PATCH", "/api/v1/accounts/" + name, body);
    }

    private void set(String name, String password) {
        String body = new JsonObject().put("password", password).encode();
        assertThat(desk.as(desk.token(Role.ADMINISTRATOR), "PUT", "/api/v1/accounts/" + name + "/password", body)
                        .status())
                .isEqualTo(204);
    }

    private Desk.Answer password(String token, String present, String next) {
        String body =
                new JsonObject().put("present", present).put("password", next).encode();
        return desk.as(token, "POST", "/api/v1/password", body);
    }

    private String token(String name) {
        return logIn(name, PASSWORD).json().getString("token");
    }

    private Desk.Answer logIn(String name, String password) {
        return desk.send(login(name, password));
    }

    private Desk.Answer logInFrom(String forwarded, String name) {
        return desk.send(login(name, PASSWORD).header("X-Forwarded-For", forwarded));
    }

    private HttpRequest.Builder login(String name, String password) {
        String body =
                new JsonObject().put("name", name).put("password", password).encode();
        return HttpRequest.newBuilder(desk.at("/api/v1/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private int calls(String token) {
        return desk.as(token, "GET", "/api/v1/calls", "").status();
    }

    private List<String> audited(String what) {
        return desk.get(Role.ADMINISTRATOR, "/api/v1/audit?limit=200").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(entry -> entry.getString("what").equals(what))
                .map(entry -> entry.getString("subject"))
                .toList();
    }
}
