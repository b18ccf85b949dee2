package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.app.Hearback;
import hearback.config.SettingsFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Two numbers of one customer on a real Asterisk, SIPp being the network: two calls, one attempt (regulation b.2).
@Tag("line")
class OneAttemptTest {
    /// Monday 08:10 in Shanghai.
    private static final Instant MONDAY = Instant.parse("2030-03-04T00:10:00Z");

    private static final String BUSY = "13800137486";
    private static final String ANSWERS = "13800137200";
    private static final String OFF = "13800137480";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void the_second_number_is_rung_at_once_where_the_first_fails_and_not_a_third_time_when_both_do() {
        try (CodedCustomers customers = CodedCustomers.start(folder);
                Pbx pbx = Pbx.start(folder, customers.behindTheTrunk())) {
            Map<String, String> environment = ServiceSettings.forManyAtOnce(pbx, folder);
            Hearback service = Hearback.start(
                    new SettingsFile(environment).read(), MovableTime.showing(MONDAY), new SecureRandom());
            try {
                Api api = ServiceSettings.api(environment);
                api.until(
                        20,
                        "/api/v1/lines",
                        lines -> lines.at("/lines/0/connected").asBoolean());

                JsonNode reached = closed(api, ask(api, BUSY, ANSWERS));
                assertThat(reached.path("closeReason").asText()).isEqualTo("REACHED");
                assertThat(reached.at("/attempts/0/detail").asText()).isEqualTo("BUSY");
                assertThat(reached.at("/attempts/1/outcome").asText()).isEqualTo("REACHED");
                assertThat(pause(reached)).isBetween(Duration.ZERO, Duration.ofSeconds(5));
                assertThat(customers.callsTo(BUSY)).isEqualTo(1);
                assertThat(customers.callsTo(ANSWERS)).isEqualTo(1);

                JsonNode failed = api.until(
                        60,
                        "/api/v1/callbacks/" + ask(api, OFF, "13800137603"),
                        callback -> callback.at("/attempts/1/state").asText().equals("SETTLED"));
                assertThat(pause(failed)).isBetween(Duration.ZERO, Duration.ofSeconds(5));
                assertThat(failed.path("state").asText()).isEqualTo("PLANNED");
                assertThat(Duration.between(time(failed.at("/attempts/1/endedAt")), time(failed.path("dueAt"))))
                        .as("three hours after the end of the second call")
                        .isEqualTo(Duration.ofHours(3));
            } finally {
                service.stop();
            }
        }
    }

    private static JsonNode closed(Api api, String callback) {
        return api.until(
                60,
                "/api/v1/callbacks/" + callback,
                one -> one.path("state").asText().equals("CLOSED"));
    }

    /// Between the two calls.
    private static Duration pause(JsonNode callback) {
        return Duration.between(time(callback.at("/attempts/0/endedAt")), time(callback.at("/attempts/1/startedAt")));
    }

    private static Instant time(JsonNode told) {
        return Instant.parse(told.asText());
    }

    private static String ask(Api api, String number, String other) {
        var answer = api.post(
                "/api/v1/callbacks",
                "ask-" + number,
                "{\"number\":\"%s\",\"reason\":\"REPLY\",\"otherNumbers\":[\"%s\"]}".formatted(number, other));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Api.tree(answer.body()).path("id").asText();
    }
}
