package hearback.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// The HTTP API as other software uses it.
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;
    private final String token;

    Api(int port, String token) {
        this.address = "http://127.0.0.1:" + port;
        this.token = token;
    }

    JsonNode get(String path) {
        HttpResponse<String> answer = send(request(path).GET(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError("GET " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return tree(answer.body());
    }

    /// Every item of a list, page by page.
    List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = get(path + "?limit=100" + (next.isEmpty() ? "" : "&cursor=" + next));
            page.path("items").forEach(items::add);
            next = page.path("next").asText();
        } while (!next.isEmpty());
        return items;
    }

    int status(String path) {
        return send(request(path).GET(), BodyHandlers.ofString()).statusCode();
    }

    HttpResponse<String> post(String path, String key, String body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path, String range) {
        HttpRequest.Builder request = request(path).GET();
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        return send(request, BodyHandlers.ofByteArray());
    }

    /// Asks until the answer is as wanted; real parts take real time. An outage in between is waited out.
    JsonNode until(int seconds, String path, Predicate<JsonNode> wanted) {
        return Awaitility.await(path)
                .atMost(Duration.ofSeconds(seconds))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until((Callable<JsonNode>) () -> get(path), wanted);
    }

    /// Until the service hears the first of its lines.
    void untilTheLineIsHeard() {
        var _ = until(
                30, "/api/v1/lines", lines -> lines.at("/lines/0/connected").asBoolean());
    }

    /// What is named as wrong with the first of the lines, once it is so much.
    JsonNode problems(int many) {
        String problems = "/lines/0/problems";
        return until(60, "/api/v1/lines", lines -> lines.at(problems).size() == many)
                .at(problems);
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token);
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
