package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.agent.testing.Documents;
import hearback.agent.testing.Sample;
import hearback.config.yaml.ProfileFile;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.MissedPart;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is served is what openapi.yaml says. That each of its operations has a route, and no other exists, is checked
/// by the program itself when it starts ([Contract#router]); here the answers are held against the schemas.
final class ContractTest extends AtOneDesk {
    @SuppressWarnings("NullAway.Init")
    private static OpenAPIContract contract;

    private static String ticket = "";
    private static String recording = "";

    @BeforeAll
    static void start() throws Exception {
        contract =
                OpenAPIContract.from(desk.database.vertx(), Contract.readable()).await();
        for (int n = 1; n < 4; n++) {
            var result = n == 1 ? CallResult.ANSWERED : CallResult.ABANDONED;
            var heard = Sample.inbound(n, Optional.of(result));
            var call = n == 1 ? Sample.missed(heard, Sample.NOON, MissedPart.Witness.EVENT_LOG) : heard;
            desk.neighbours.put(call, n == 3 ? Sample.WITHHELD : Sample.MEI);
            desk.neighbours.followers.getFirst().on(Sample.ended(call, n == 3 ? Sample.WITHHELD : Sample.MEI));
        }
        Attempts.everyKind().forEach(desk.neighbours.callbacks::put);
        ticket = desk.tickets
                .ofCall(Sample.callId(1))
                .orElseThrow()
                .opening()
                .number()
                .text();
        Path file = Files.write(folder.resolve("sound.wav"), new byte[100]);
        recording = desk.neighbours
                .put(Sample.callId(1), file, 100, "cd".repeat(32))
                .toString();
    }

    private static void unreached(java.util.Set<String> covered) {
        var tasks = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> get("/callbacks?task=unreachable"),
                        page -> !page.json().getJsonArray("items").isEmpty());
        check(covered, "listCallbacks", 200, tasks);
        String path = "/callbacks/"
                + tasks.json().getJsonArray("items").getJsonObject(0).getString("id");
        String words = "{\"words\":\"a letter was sent\"}";
        check(covered, "decideUnreachable", 200, desk.post(Role.ADMINISTRATOR, "/api/v1" + path + "/decide", words));
        check(covered, "decideUnreachable", 409, desk.post(Role.ADMINISTRATOR, "/api/v1" + path + "/decide", words));
        check(covered, "getCallback", 200, get(path));
    }

    private static void previews(java.util.Set<String> covered) {
        var plan = Attempts.everyKind().getFirst();
        var attempt = plan.attempts().getFirst().id();
        String agent = "{\"agent\":\"1001\"}";
        String path = "/api/v1/callbacks/previews/" + attempt;
        check(covered, "nextCallback", 200, desk.post(Role.ADMINISTRATOR, "/api/v1/callbacks/next", agent));
        desk.neighbours.previews.offer(plan, attempt);
        check(covered, "nextCallback", 200, desk.post(Role.ADMINISTRATOR, "/api/v1/callbacks/next", agent));
        check(covered, "startCallback", 200, desk.post(Role.ADMINISTRATOR, path + "/start", agent));
        desk.neighbours.previews.offer(plan, attempt);
        check(
                covered,
                "handBackCallback",
                200,
                desk.post(
                        Role.ADMINISTRATOR,
                        path + "/hand-back",
                        "{\"agent\":\"1001\",\"reason\":\"he speaks Cantonese\"}"));
    }

    @Test
    void every_answer_is_as_the_contract_says() {
        var covered = new TreeSet<String>();
        String callback = desk.post(
                        Role.ADMINISTRATOR,
                        "/api/v1/callbacks",
                        "{\"number\":\"13800005678\",\"reason\":\"REPLY\",\"ticket\":\"" + ticket + "\"}",
                        "Idempotency-Key",
                        "contract")
                .json()
                .getString("id");
        check(covered, "listCalls", 200, get("/calls"));
        check(covered, "listCalls", 200, get("/calls?live=true&limit=1"));
        check(covered, "getCall", 200, get("/calls/" + Sample.callId(1)));
        check(covered, "listTickets", 200, get("/tickets?state=open"));
        check(covered, "getTicket", 200, get("/tickets/" + ticket));
        check(covered, "getTicketClocks", 200, get("/tickets/" + ticket + "/clocks"));
        check(covered, "getTicketsAlike", 200, get("/tickets/" + ticket + "/alike"));
        check(
                covered,
                "openTicket",
                201,
                desk.post(
                        Role.ADMINISTRATOR,
                        "/api/v1/tickets",
                        "{\"channel\":\"letter\",\"hotline\":\"4001\",\"described\":{\"content\":\"too loud\"}}",
                        "Idempotency-Key",
                        "letter 1"));
        check(
                covered,
                "addTicketStep",
                201,
                desk.post(
                        Role.ADMINISTRATOR,
                        "/api/v1/tickets/" + ticket + "/steps/informed",
                        "{\"what\":\"the light is red\"}"));
        check(covered, "listRecordings", 200, get("/recordings"));
        check(covered, "listRecordings", 200, get("/recordings?call=" + Sample.callId(1)));
        check(covered, "getRecording", 200, get("/recordings/" + recording));
        check(covered, "listCallbacks", 200, get("/callbacks"));
        check(covered, "listCallbacks", 200, get("/callbacks?ticket=" + ticket));
        check(covered, "getCallback", 200, get("/callbacks/" + callback));
        unreached(covered);
        check(
                covered,
                "askCallback",
                201,
                desk.post(
                        Role.ADMINISTRATOR,
                        "/api/v1/callbacks",
                        "{\"number\":\"13800005678\",\"reason\":\"PROMISED\",\"notBefore\":\"2026-11-24T09:00:00+08:00\","
                                + "\"bestTime\":\"18:00-20:00\",\"household\":\"meter:00417\",\"otherNumbers\":[\"13800005679\"]}",
                        "Idempotency-Key",
                        UUID.randomUUID().toString()));
        check(
                covered,
                "importCallbacks",
                200,
                desk.send(desk.request(Role.ADMINISTRATOR, "/api/v1/callbacks/import")
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "number,reason\n13800005679,REPLY\n13800005679,REPLY\nx,NOTHING\n"))));
        String scope = "{\"scope\":\"hotline\",\"name\":\"4001\",\"reason\":\"a meeting\"";
        check(
                covered,
                "pauseCallbacks",
                200,
                desk.post(
                        Role.ADMINISTRATOR,
                        "/api/v1/callbacks/pause",
                        scope + ",\"until\":\"2099-11-24T09:00:00+08:00\"}"));
        check(covered, "listPauses", 200, get("/callbacks/pauses"));
        var heldUp = get("/callbacks/" + callback);
        assertThat(heldUp.json().fieldNames()).contains("waitsFor", "pauses");
        check(covered, "getCallback", 200, heldUp);
        check(covered, "getDispatch", 200, get("/callbacks/dispatch"));
        check(covered, "resumeCallbacks", 200, desk.post(Role.ADMINISTRATOR, "/api/v1/callbacks/resume", scope + "}"));
        String listed = "{\"number\":\"13800005680\",\"reason\":\"he asked for it\"}";
        check(covered, "addDoNotCall", 200, desk.post(Role.ADMINISTRATOR, "/api/v1/callbacks/do-not-call", listed));
        check(covered, "listDoNotCall", 200, get("/callbacks/do-not-call?limit=1"));
        check(
                covered,
                "removeDoNotCall",
                200,
                desk.post(Role.ADMINISTRATOR, "/api/v1/callbacks/do-not-call/remove", listed));
        previews(covered);
        check(
                covered,
                "withdrawCallback",
                200,
                desk.post(Role.ADMINISTRATOR, "/api/v1/callbacks/" + callback + "/withdraw", ""));
        check(
                covered,
                "splitTicket",
                201,
                desk.post(
                        Role.ADMINISTRATOR, "/api/v1/tickets/" + ticket + "/calls/" + Sample.callId(2) + "/split", ""));
        check(covered, "listAgents", 200, get("/agents"));
        check(covered, "listQueues", 200, get("/queues"));
        check(covered, "listLines", 200, get("/lines"));
        check(
                covered,
                "closeTicket",
                200,
                desk.post(Role.ADMINISTRATOR, "/api/v1/tickets/" + ticket + "/close", "{\"reason\":\"done\"}"));
        check(covered, "listTickets", 200, get("/tickets?state=closed"));
        check(
                covered,
                "issueToken",
                201,
                desk.post(Role.ADMINISTRATOR, "/api/v1/tokens", "{\"name\":\"wang\",\"role\":\"AGENT\"}"));
        assertThat(desk.send(desk.request(Role.ADMINISTRATOR, "/api/v1/tokens/wang")
                                .DELETE())
                        .status())
                .isEqualTo(204);
        covered.add("revokeToken");
        people(covered);
        check(covered, "getFigures", 200, get("/figures?from=2026-11-01&until=2026-12-01"));
        check(covered, "listProfiles", 200, get("/profiles"));
        check(covered, "getProfile", 200, get("/profiles/gas/2"));
        check(covered, "putProfile", 201, putProfile("/profiles/telecom/3"));
        check(covered, "putProfile", 200, putProfile("/profiles/telecom/3"));
        check(
                covered,
                "switchProfile",
                201,
                desk.post(
                        Role.ADMINISTRATOR,
                        "/api/v1/profiles/switches",
                        "{\"hotline\":\"4002\",\"profile\":\"telecom\",\"version\":3,\"why\":\"the new rules\"}"));
        check(covered, "listProfileSwitches", 200, get("/profiles/switches?limit=1"));
        check(
                covered,
                "tryProfile",
                200,
                desk.post(
                        Role.ADMINISTRATOR,
                        "/api/v1/profiles/dry-run",
                        new JsonObject()
                                .put("past", 10)
                                .put("profile", ProfileFile.shipped("telecom"))
                                .encode()));
        var hook = desk.post(
                Role.ADMINISTRATOR, "/api/v1/webhooks", "{\"url\":\"http://127.0.0.1:9/\",\"kinds\":[\"closed\"]}");
        check(covered, "createWebhook", 201, hook);
        check(covered, "listWebhooks", 200, get("/webhooks"));
        assertThat(desk.send(desk.request(
                                        Role.ADMINISTRATOR,
                                        "/api/v1/webhooks/" + hook.json().getString("id"))
                                .DELETE())
                        .status())
                .isEqualTo(204);
        covered.add("endWebhook");
        check(covered, "listAudit", 200, get("/audit?who=administrator&limit=2"));
        check(covered, "verifyAudit", 200, get("/audit/verification"));
        assertThat(get("/recordings/" + recording + "/audio").response().body()).hasSize(100);
        covered.add("playRecording");
        assertThat(desk.send(desk.request(Role.ADMINISTRATOR, "/api/v1/recordings/" + recording + "/audio")
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
        covered.add("headRecording");
        assertThat(desk.send(HttpRequest.newBuilder(desk.at("/api/v1/openapi.yaml")))
                        .response()
                        .body())
                .isEqualTo(shipped());
        covered.add("getContract");

        assertThat(covered)
                .as("a new operation needs a line here")
                .containsExactlyElementsOf(contract.operations().stream()
                        .map(Operation::getOperationId)
                        .sorted()
                        .toList());
    }

    private static void people(java.util.Set<String> covered) {
        String password = "{\"password\":\"coal bin ladder\"}";
        check(
                covered,
                "createAccount",
                201,
                desk.post(
                        Role.ADMINISTRATOR,
                        "/api/v1/accounts",
                        "{\"name\":\"zhou\",\"displayName\":\"周\",\"role\":\"DEPARTMENT\",\"department\":\"network\","
                                + password.substring(1)));
        check(covered, "listAccounts", 200, get("/accounts?limit=1"));
        check(covered, "getAccount", 200, get("/accounts/zhou"));
        String admin = desk.token(Role.ADMINISTRATOR);
        check(
                covered,
                "changeAccount",
                200,
                desk.as(admin, "PATCH", "/api/v1/accounts/zhou", "{\"displayName\":\"Zhou\"}"));
        assertThat(desk.as(admin, "PUT", "/api/v1/accounts/zhou/password", password)
                        .status())
                .isEqualTo(204);
        covered.add("setPassword");
        var in = desk.post(Role.AGENT, "/api/v1/login", "{\"name\":\"zhou\"," + password.substring(1));
        check(covered, "logIn", 200, in);
        String token = in.json().getString("token");
        assertThat(desk.as(
                                token,
                                "POST",
                                "/api/v1/password",
                                "{\"present\":\"coal bin ladder\",\"password\":\"seven green kettles\"}")
                        .status())
                .isEqualTo(204);
        covered.add("changePassword");
        assertThat(desk.as(token, "POST", "/api/v1/logout", "").status()).isEqualTo(204);
        covered.add("logOut");
    }

    @Test
    void every_problem_is_as_the_contract_says() {
        check(new TreeSet<>(), "getCall", 404, get("/calls/nobody"));
        check(new TreeSet<>(), "listCalls", 400, get("/calls?limit=0"));
        check(new TreeSet<>(), "getTicket", 404, get("/tickets/202601010001"));
    }

    private static Desk.Answer putProfile(String path) {
        return desk.send(desk.request(Role.ADMINISTRATOR, "/api/v1" + path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("profile", Documents.telecom(3, 4)).encode())));
    }

    private static Desk.Answer get(String path) {
        return desk.get(Role.ADMINISTRATOR, "/api/v1" + path);
    }

    private static void check(java.util.Set<String> covered, String operation, int status, Desk.Answer answer) {
        assertThat(answer.status()).as(operation + " " + answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo(status < 400 ? "application/json" : Problems.MEDIA_TYPE);
        assertThat(new JsonObject(answer.text()).isEmpty()).isFalse();
        ResponseValidator.create(desk.database.vertx(), contract)
                .validate(
                        ValidatableResponse.create(
                                status, Buffer.buffer(answer.response().body()), "application/json"),
                        operation)
                .await();
        covered.add(operation);
    }

    private static byte[] shipped() {
        try (var in = ContractTest.class.getResourceAsStream("/" + Contract.FILE)) {
            return in == null ? "gone".getBytes(StandardCharsets.UTF_8) : in.readAllBytes();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
