package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import hearback.app.Hearback;
import hearback.config.SettingsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A real call becomes a ticket with its recording, and callbacks are dialled by the rule: the service, a real
/// Asterisk and the stand-in network, with Redis gone for the whole run. Only the service's clock is moved, to 10
/// o'clock on a Monday in Shanghai, and on from there where hours must pass.
@Tag("line")
class FirstLightTest {
    /// Far enough ahead that nothing real has happened yet. 10:00 in Shanghai.
    private static final Instant MONDAY_TEN = Instant.parse("2030-03-04T02:00:00Z");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static final MovableTime TIME = MovableTime.showing(MONDAY_TEN);
    private static Pbx pbx;
    private static Hearback service;
    private static Api api;

    @BeforeAll
    static void start() {
        pbx = Pbx.start(folder);
        Map<String, String> environment = ServiceSettings.beside(pbx, folder);
        service = Hearback.start(new SettingsFile(environment).read(), TIME, new SecureRandom());
        api = ServiceSettings.api(environment);
        api.until(20, "/api/v1/lines", lines -> lines.at("/lines/0/connected").asBoolean());
    }

    @AfterAll
    static void stop() {
        try {
            service.stop();
        } finally {
            pbx.close();
        }
    }

    @Nested
    class ACallToTheHotline {

        @Test
        void that_is_answered_gives_one_call_one_ticket_and_the_sound_of_it() {
            pbx.call("13800138021", 9_000).join();

            JsonNode call = theOnlyCallOf("+8613800138021", "ANSWERED");
            assertThat(call.path("hotline").asText()).isEqualTo("4001");
            assertThat(call.path("agents")).hasSize(1);

            JsonNode ticket = theOnlyTicketOf("+8613800138021");
            assertThat(ticket.path("calls")).hasSize(1);
            assertThat(ticket.at("/calls/0/link").asText()).isEqualTo("OPENED");

            JsonNode recordings = api.until(
                    20,
                    "/api/v1/recordings?call=" + call.path("id").asText(),
                    found -> found.path("items").size() == 1
                            && found.at("/items/0/state").asText().equals("READY"));
            JsonNode recording = recordings.at("/items/0");
            byte[] wav = api.bytes("/api/v1/recordings/" + recording.path("id").asText() + "/audio", "")
                    .body();
            Sound sound = Sound.of(wav);
            double callSeconds = secondsBetween(call.path("startedAt"), call.path("endedAt"));
            // Recording begins when the hotline answers, one second after the call began.
            assertThat(sound.seconds()).isCloseTo(callSeconds - 1, within(1.0));
            assertThat(sound.seconds()).isCloseTo(recording.path("seconds").asDouble(), within(0.01));
            assertThat(sound.shareAt(440)).as("the caller's tone").isGreaterThan(0.1);
            assertThat(recording.path("sha256").asText()).isEqualTo(Sha256.of(wav));
            assertThat(api.bytes("/api/v1/recordings/" + recording.path("id").asText() + "/audio", "bytes=0-3")
                            .body())
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("RIFF");
        }

        @Test
        void that_is_abandoned_gives_one_ticket_and_one_planned_callback() {
            pbx.call("13800138122", 1_500).join();

            theOnlyCallOf("+8613800138122", "ABANDONED");
            JsonNode ticket = theOnlyTicketOf("+8613800138122");
            JsonNode detail = api.until(
                    20,
                    "/api/v1/tickets/" + ticket.path("number").asText(),
                    found -> found.path("callbacks").size() == 1);
            assertThat(detail.at("/callbacks/0/reason").asText()).isEqualTo("ABANDONED_CALL");
        }

        @Test
        void while_a_ticket_of_the_same_customer_is_open_urges_it() {
            pbx.call("13800138023", 7_000).join();
            theOnlyCallOf("+8613800138023", "ANSWERED");

            pbx.call("13800138023", 7_000).join();

            api.until(
                    20,
                    "/api/v1/tickets?limit=100",
                    tickets -> of(tickets, "+8613800138023").path("urges").asInt() == 1);
            assertThat(theOnlyTicketOf("+8613800138023").path("calls")).hasSize(2);
        }
    }

    private static JsonNode theOnlyCallOf(String number, String result) {
        JsonNode calls = api.until(
                30,
                "/api/v1/calls?limit=100",
                found -> of(found, number).path("result").asText().equals(result));
        assertThat(calls.path("items"))
                .filteredOn(call -> call.at("/customer/number").asText().equals(number))
                .filteredOn(call -> call.path("direction").asText().equals("INBOUND"))
                .hasSize(1);
        return api.get("/api/v1/calls/" + of(calls, number).path("id").asText());
    }

    private static JsonNode theOnlyTicketOf(String number) {
        JsonNode tickets = api.until(
                20, "/api/v1/tickets?limit=100", found -> !of(found, number).isMissingNode());
        assertThat(tickets.path("items"))
                .filteredOn(ticket -> ticket.at("/customer/number").asText().equals(number))
                .hasSize(1);
        return of(tickets, number);
    }

    private static JsonNode of(JsonNode list, String number) {
        for (JsonNode item : list.path("items")) {
            if (item.at("/customer/number").asText().equals(number)
                    && !item.path("direction").asText().equals("OUTBOUND")) {
                return item;
            }
        }
        return MissingNode.getInstance();
    }

    private static double secondsBetween(JsonNode from, JsonNode until) {
        return Duration.between(Instant.parse(from.asText()), Instant.parse(until.asText()))
                        .toMillis()
                / 1000.0;
    }
}
