package hearback.agent.http;

import hearback.agent.flow.WebhookSender;
import hearback.agent.flow.Webhooks;
import hearback.agent.life.Words;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Posts steps as JSON, signed as the Standard Webhooks specification has it: `webhook-id`, `webhook-timestamp` and
/// `webhook-signature: v1,<base64 of HMAC-SHA-256 over id.timestamp.body>`. Taken is what is answered with a 2xx
/// within ten seconds; redirects are not followed. Numbers are masked: whoever may see them asks the interface.
public final class HttpWebhookSender implements WebhookSender, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final String ALGORITHM = "HmacSHA256";

    private final Words words = new Words(Locale.ENGLISH);
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public Optional<String> send(String url, String secret, String id, Instant at, Webhooks.Told step) {
        String body = new JsonObject()
                .put("type", "ticket.step")
                .put("timestamp", Json.time(step.step().at()))
                .put(
                        "data",
                        new JsonObject()
                                .put("ticket", step.number().text())
                                .put("step", TicketBodies.step(step.step(), Eyes.MASKED, words)))
                .encode();
        long seconds = at.getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("User-Agent", "hearback")
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(seconds))
                .header("webhook-signature", signature(secret, id, seconds, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            int status = Future.fromCompletionStage(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                    .await()
                    .statusCode();
            return status >= 200 && status < 300 ? Optional.empty() : Optional.of("answered " + status);
        } catch (Exception e) {
            // The future fails with whatever it likes, checked exceptions included.
            Throwable cause = e;
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Optional.of(cause.getClass().getSimpleName());
        }
    }

    static String signature(String secret, String id, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), ALGORITHM));
            byte[] signed = mac.doFinal((id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
