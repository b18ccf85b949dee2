package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
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

    @SuppressWarnings("NullAway.Init")
    private static AmiProxy proxy;

    private static CodedLine line;
    private static AttemptGate gate;

    @BeforeAll
    static void start() {
        line = CodedLine.start(folder, (_, pbx, environment) -> {
            proxy = AmiProxy.before(pbx);
            environment.put("AMI_PORT", String.valueOf(proxy.port()));
        });
        gate = new AttemptGate(line.postgres);
    }

    @AfterAll
    static void stop() {
        try (var _ = proxy;
                var _ = line;
                var _ = gate) {
            line.service.close();
        }
    }

    @AfterEach
    void letThrough() {
        gate.open();
        proxy.hold(AmiProxy.Hold.NOTHING);
    }

    @Test
    void before_the_attempt_is_committed() {
        gate.closeBefore(AttemptGate.Write.CLAIM);
        AskedCallback callback = ask(1, BUSY);
        gate.untilSomebodyWaits();

        killAndStartAgain(callback, 0, "");

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        callback.goesOnAfter(attempt);
        assertThat(line.calls(callback)).isEqualTo(1);
    }

    @Test
    void after_the_commit_before_the_release() {
        gate.closeBefore(AttemptGate.Write.RELEASE);
        AskedCallback callback = ask(2, BUSY);
        gate.untilSomebodyWaits();

        killAndStartAgain(callback, 1, "COMMITTED");

        assertThat(callback.over(1).path("detail").asText()).isEqualTo("TAKEN_BACK");
        JsonNode attempt = callback.over(2);
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        callback.goesOnAfter(attempt);
        assertThat(line.calls(callback)).isEqualTo(1);
    }

    @Test
    void after_the_release_before_it_is_sent() {
        proxy.hold(AmiProxy.Hold.THE_ORIGINATE);
        AskedCallback callback = ask(3, BUSY);
        proxy.untilItIsThere();

        killAndStartAgain(callback, 1, "RELEASED");

        // It might have been sent for all that anybody knows: it counts as dialled, and the spacing holds.
        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("outcome").asText()).isEqualTo("NEVER_KNOWN");
        assertThat(attempt.path("side").asText()).isEqualTo("OURS");
        callback.goesOnAfter(attempt);
        assertThat(line.calls(callback)).isZero();
    }

    @Test
    void after_it_is_sent_before_it_is_acknowledged() {
        proxy.hold(AmiProxy.Hold.ITS_ANSWER);
        AskedCallback callback = ask(4, BUSY);
        proxy.untilItIsThere();

        killAndStartAgain(callback, 1, "RELEASED");

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        callback.goesOnAfter(attempt);
        assertThat(line.calls(callback)).isEqualTo(1);
    }

    @Test
    void after_it_is_acknowledged() {
        proxy.hold(AmiProxy.Hold.WHAT_FOLLOWS);
        AskedCallback callback = ask(5, BUSY);
        proxy.untilItIsThere();

        killAndStartAgain(callback, 1, "RELEASED");

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        callback.goesOnAfter(attempt);
        assertThat(line.calls(callback)).isEqualTo(1);
    }

    @Test
    void while_it_rings() {
        AskedCallback callback = ask(6, RINGS);
        untilHeardRinging(callback);

        killAndStartAgain(callback, 1, "RELEASED");

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("NO_ANSWER");
        callback.goesOnAfter(attempt);
        assertThat(line.calls(callback)).isEqualTo(1);
    }

    @Test
    void after_the_answer() {
        AskedCallback callback = ask(7, ANSWERS);
        line.customers.untilAnswered(callback.number());

        killAndStartAgain(callback, 1, "RELEASED");

        assertThat(callback.over(1).path("outcome").asText()).isEqualTo("REACHED");
        assertThat(callback.now().path("closeReason").asText()).isEqualTo("REACHED");
        assertThat(line.calls(callback)).isEqualTo(1);
    }

    @Test
    void after_the_hang_up_before_the_outcome_is_committed() {
        gate.closeBefore(AttemptGate.Write.OUTCOME);
        AskedCallback callback = ask(8, BUSY);
        gate.untilSomebodyWaits();

        killAndStartAgain(callback, 1, "RELEASED");

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        callback.goesOnAfter(attempt);
        assertThat(line.calls(callback)).isEqualTo(1);
    }

    /// @param attempts that the dead one must have left behind, as a proof that it died at the point that was meant
    /// @param state of the last of them
    private static void killAndStartAgain(AskedCallback callback, int attempts, String state) {
        line.service.kill();
        gate.open();
        proxy.hold(AmiProxy.Hold.NOTHING);
        assertThat(line.postgres.count(
                        "select count(*) from telephony.every_attempt where callback = '" + callback.id() + "'"))
                .isEqualTo(attempts);
        assertThat(line.postgres.count("select count(*) from telephony.every_attempt where callback = '" + callback.id()
                        + "' and state = '" + state + "'"))
                .isEqualTo(attempts);
        line.startAgain();
    }

    /// @param point from which the number is made
    private static AskedCallback ask(int point, String ending) {
        return line.ask("13800" + point + "3" + ending);
    }

    /// It rings, and we know: of what was not heard, the server's own journal says nothing of the ringing.
    private static void untilHeardRinging(AskedCallback callback) {
        line.customers.untilRung(callback.number());
        String call = callback.now().at("/attempts/0/call").asText();
        Awaitility.await("the ringing is written down")
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> line.postgres.count("select count(*) from telephony.fact where kind = 'leg-rang'"
                                + " and call_id = '" + call + "'")
                        > 0);
    }
}
