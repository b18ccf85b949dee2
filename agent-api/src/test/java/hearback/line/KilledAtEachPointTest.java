package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.app.OwnPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at each of the eight points of case 27, on a real PostgreSQL and a real Asterisk. The process is stopped
/// where it is to die from outside: in the database at a statement, on the socket at a byte, in the network at a state
/// of the call. How often the customer was rung is counted in the network.
@Tag("line")
class KilledAtEachPointTest {
    private static final String BUSY = "8486";
    private static final String RINGS = "8100";
    private static final String ANSWERS = "8200";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static CodedCustomers customers;
    private static Pbx pbx;
    private static OwnPostgres postgres;
    private static AmiProxy proxy;
    private static ServiceProcess service;
    private static AttemptGate gate;
    private static Api api;

    @BeforeAll
    static void start() {
        customers = CodedCustomers.start(folder);
        pbx = Pbx.start(folder, customers.behindTheTrunk());
        proxy = AmiProxy.before(pbx);
        postgres = OwnPostgres.start(folder, Clone.freePorts(1).getFirst());
        Map<String, String> environment = ServiceSettings.inAHurry(pbx, folder);
        environment.put("DATABASE_URL", postgres.url());
        environment.put("AMI_PORT", String.valueOf(proxy.port()));
        service = ServiceProcess.start(folder, environment);
        gate = new AttemptGate(postgres);
        api = service.api();
        connected();
    }

    @AfterAll
    static void stop() {
        try {
            service.close();
        } finally {
            gate.close();
            postgres.close();
            proxy.close();
            pbx.close();
            customers.close();
        }
    }

    @AfterEach
    void letThrough() {
        gate.open();
        proxy.hold(AmiProxy.Hold.NOTHING);
    }

    @Test
    void before_the_attempt_is_committed() {
        gate.closeBefore("insert", "COMMITTED");
        Callback callback = ask(1, BUSY);
        gate.untilSomebodyWaits();

        killAndStartAgain(callback, 0, "");

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        callback.goesOnAfter(attempt);
        assertThat(callback.calls()).isEqualTo(1);
    }

    @Test
    void after_the_commit_before_the_release() {
        gate.closeBefore("update", "RELEASED");
        Callback callback = ask(2, BUSY);
        gate.untilSomebodyWaits();

        killAndStartAgain(callback, 1, "COMMITTED");

        assertThat(callback.over(1).path("detail").asText()).isEqualTo("TAKEN_BACK");
        JsonNode attempt = callback.over(2);
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        callback.goesOnAfter(attempt);
        assertThat(callback.calls()).isEqualTo(1);
    }

    @Test
    void after_the_release_before_it_is_sent() {
        proxy.hold(AmiProxy.Hold.THE_ORIGINATE);
        Callback callback = ask(3, BUSY);
        proxy.untilItIsThere();

        killAndStartAgain(callback, 1, "RELEASED");

        // It might have been sent for all that anybody knows: it counts as dialled, and the spacing holds.
        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("outcome").asText()).isEqualTo("NEVER_KNOWN");
        assertThat(attempt.path("side").asText()).isEqualTo("OURS");
        callback.goesOnAfter(attempt);
        assertThat(callback.calls()).isZero();
    }

    @Test
    void after_it_is_sent_before_it_is_acknowledged() {
        proxy.hold(AmiProxy.Hold.ITS_ANSWER);
        Callback callback = ask(4, BUSY);
        proxy.untilItIsThere();

        killAndStartAgain(callback, 1, "RELEASED");

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        callback.goesOnAfter(attempt);
        assertThat(callback.calls()).isEqualTo(1);
    }

    @Test
    void after_it_is_acknowledged() {
        proxy.hold(AmiProxy.Hold.WHAT_FOLLOWS);
        Callback callback = ask(5, BUSY);
        proxy.untilItIsThere();

        killAndStartAgain(callback, 1, "RELEASED");

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        callback.goesOnAfter(attempt);
        assertThat(callback.calls()).isEqualTo(1);
    }

    @Test
    void while_it_rings() {
        Callback callback = ask(6, RINGS);
        callback.untilItIsHeardRinging();

        killAndStartAgain(callback, 1, "RELEASED");

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("NO_ANSWER");
        callback.goesOnAfter(attempt);
        assertThat(callback.calls()).isEqualTo(1);
    }

    @Test
    void after_the_answer() {
        Callback callback = ask(7, ANSWERS);
        customers.untilAnswered(callback.number());

        killAndStartAgain(callback, 1, "RELEASED");

        assertThat(callback.over(1).path("outcome").asText()).isEqualTo("REACHED");
        assertThat(callback.now().path("closeReason").asText()).isEqualTo("REACHED");
        assertThat(callback.calls()).isEqualTo(1);
    }

    @Test
    void after_the_hang_up_before_the_outcome_is_committed() {
        gate.closeBefore("update", "SETTLED");
        Callback callback = ask(8, BUSY);
        gate.untilSomebodyWaits();

        killAndStartAgain(callback, 1, "RELEASED");

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        callback.goesOnAfter(attempt);
        assertThat(callback.calls()).isEqualTo(1);
    }

    /// @param attempts that the dead one must have left behind, as a proof that it died at the point that was meant
    /// @param state of the last of them
    private static void killAndStartAgain(Callback callback, int attempts, String state) {
        service.kill();
        gate.open();
        proxy.hold(AmiProxy.Hold.NOTHING);
        assertThat(postgres.count("select count(*) from telephony.attempt where callback = '" + callback.id() + "'"))
                .isEqualTo(attempts);
        assertThat(postgres.count("select count(*) from telephony.attempt where callback = '" + callback.id()
                        + "' and state = '" + state + "'"))
                .isEqualTo(attempts);
        service.startAgain();
        connected();
    }

    private static void connected() {
        api.until(30, "/api/v1/lines", lines -> lines.at("/lines/0/connected").asBoolean());
    }

    /// @param point from which the number is made
    private static Callback ask(int point, String ending) {
        String number = "13800" + point + "3" + ending;
        HttpResponse<String> answer = api.post(
                "/api/v1/callbacks", "ask-" + number, "{\"number\":\"%s\",\"reason\":\"REPLY\"}".formatted(number));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new Callback(Api.tree(answer.body()).path("id").asText(), number);
    }

    private record Callback(String id, String number) {
        JsonNode now() {
            return api.get("/api/v1/callbacks/" + id);
        }

        /// The attempt of this ordinal, once it is settled.
        JsonNode over(int ordinal) {
            String attempt = "/attempts/" + (ordinal - 1);
            JsonNode found = api.until(
                    90,
                    "/api/v1/callbacks/" + id,
                    callback -> callback.at(attempt + "/state").asText().equals("SETTLED"));
            return found.at(attempt);
        }

        /// It was the last one so far, and the next one keeps the spacing.
        void goesOnAfter(JsonNode attempt) {
            JsonNode callback = now();
            Instant ended = Instant.parse(attempt.path("endedAt").asText());
            assertThat(callback.path("attempts"))
                    .hasSize(attempt.path("ordinal").asInt());
            assertThat(callback.path("state").asText()).isEqualTo("PLANNED");
            assertThat(callback.path("dueAt").asText())
                    .isEqualTo(ended.plus(Duration.ofHours(3)).toString());
        }

        /// It rings, and we know: of what was not heard, the server's own journal says nothing of the ringing.
        void untilItIsHeardRinging() {
            customers.untilRung(number);
            String call = now().at("/attempts/0/call").asText();
            Awaitility.await("the ringing is written down")
                    .atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> postgres.count("select count(*) from telephony.fact where kind = 'leg-rang'"
                                    + " and call_id = '" + call + "'")
                            > 0);
        }

        /// How often his telephone was called.
        long calls() {
            return customers.callsTo(number);
        }
    }
}
