package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/// A callback that a test asked for: what the API says of it.
record AskedCallback(String id, String number, Api api) {
    static AskedCallback of(String number, Api api) {
        HttpResponse<String> answer = api.post(
                "/api/v1/callbacks", "ask-" + number, "{\"number\":\"%s\",\"reason\":\"REPLY\"}".formatted(number));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new AskedCallback(Api.tree(answer.body()).path("id").asText(), number, api);
    }

    JsonNode now() {
        return api.get("/api/v1/callbacks/" + id);
    }

    /// The attempt of this ordinal, once it is settled.
    JsonNode over(int ordinal) {
        String attempt = "/attempts/" + (ordinal - 1);
        return api.until(
                        90,
                        "/api/v1/callbacks/" + id,
                        callback -> callback.at(attempt + "/state").asText().equals("SETTLED"))
                .at(attempt);
    }

    /// It was the last one so far, and the next one keeps the spacing.
    void goesOnAfter(JsonNode attempt) {
        JsonNode callback = now();
        Instant ended = Instant.parse(attempt.path("endedAt").asText());
        assertThat(callback.path("attempts")).hasSize(attempt.path("ordinal").asInt());
        assertThat(callback.path("state").asText()).isEqualTo("PLANNED");
        assertThat(callback.path("dueAt").asText())
                .isEqualTo(ended.plus(Duration.ofHours(3)).toString());
    }
}
