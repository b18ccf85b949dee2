package hearback.agent.http;

import hearback.agent.flow.HasherBusy;
import hearback.agent.flow.HeadsUnavailable;
import hearback.agent.flow.IssuerUnavailable;
import hearback.telephony.flow.StoreUnavailable;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every error becomes a problem document here, and only here are there status numbers of errors (RFC 9110, RFC 9457).
final class Problems {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    /// A database that comes back does so within seconds.
    private static final String RETRY_AFTER_SECONDS = "2";

    /// The value that becomes the header of that name.
    private static final String RETRY_AFTER = "retryAfterSeconds";

    private Problems() {}

    static Refusal notFound() {
        return new Refusal(problem(404));
    }

    static Refusal unauthenticated() {
        return new Refusal(problem(401));
    }

    static Refusal forbidden() {
        return new Refusal(problem(403));
    }

    /// A rule of the ticket's life says no.
    static Refusal refused(
            int status, String detail, List<Problem.FieldError> errors, String code, Map<String, String> values) {
        return new Refusal(new Problem(status, title(status), detail, errors, code, values));
    }

    /// @param wait until it is heard again
    static Refusal tooOften(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return refused(
                429,
                "Too many wrong passwords; try again in " + seconds + " s.",
                List.of(),
                "too-often",
                Map.of(RETRY_AFTER, Long.toString(seconds)));
    }

    static Refusal conflict(String detail) {
        return new Refusal(new Problem(409, title(409), detail));
    }

    /// It may be done when it is asked for again.
    static Refusal notNow(String detail) {
        return new Refusal(new Problem(503, title(503), detail));
    }

    /// The syntax is wrong.
    static Refusal badField(String field, String reason) {
        return new Refusal(field(400, field, reason));
    }

    /// The syntax is right, what it says cannot be done.
    static Refusal unusable(String field, String reason) {
        return new Refusal(field(422, field, reason));
    }

    /// @param detail what we do read
    static Refusal notRead(String detail) {
        return new Refusal(new Problem(415, title(415), detail));
    }

    static Refusal rangeNotSatisfiable() {
        return new Refusal(problem(416));
    }

    static Refusal upgradeRequired() {
        return new Refusal(problem(426));
    }

    /// The failure handler of every route.
    static void answer(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            context.response().reset();
            return;
        }
        Problem problem = of(context);
        switch (problem.status()) {
            case 401 -> context.response().putHeader("WWW-Authenticate", "Bearer realm=\"hearback\"");
            case 429 ->
                context.response()
                        .putHeader("Retry-After", problem.values().getOrDefault(RETRY_AFTER, RETRY_AFTER_SECONDS));
            case 426 -> context.response().putHeader("Upgrade", "websocket");
            case 503 -> context.response().putHeader("Retry-After", RETRY_AFTER_SECONDS);
            default -> {
                // Nothing to add: status numbers are no closed set.
            }
        }
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", MEDIA_TYPE)
                .end(json(problem).toBuffer());
    }

    private static Problem of(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure == null) {
            return context.statusCode() == 413 ? tooLarge(context) : problem(context.statusCode());
        }
        return of(failure, context);
    }

    private static Problem tooLarge(RoutingContext context) {
        return BodyLimit.of(context)
                .map(most -> new Problem(413, title(413), "The body may hold at most " + most + " bytes."))
                .orElseGet(() -> problem(413));
    }

    private static Problem of(Throwable failure, RoutingContext context) {
        return switch (failure) {
            case Refusal refusal -> refusal.problem();
            case StoreUnavailable away -> {
                LOG.warn(
                        "store unavailable method={} reason={}",
                        context.request().method(),
                        away.getMessage());
                yield new Problem(503, title(503), "The database does not answer; ask again.");
            }
            case HeadsUnavailable away -> {
                LOG.error("heads of the audit log cannot be read: {}", away.getMessage());
                yield new Problem(503, title(503), "The file of audit heads cannot be read; the log says why.");
            }
            case HasherBusy _ -> new Problem(503, title(503), "Too many passwords at once; ask again.");
            case IssuerUnavailable _ -> new Problem(503, title(503), "The issuer of your token does not answer.");
            case ValidatorException invalid -> invalid(invalid);
            case DecodeException _ -> field(400, "body", "is no JSON");
            case HttpException http -> {
                Throwable cause = http.getCause();
                yield cause instanceof ValidatorException || cause instanceof DecodeException
                        ? of(cause, context)
                        : problem(http.getStatusCode());
            }
            case Throwable other -> {
                LOG.error(
                        "could not answer method={} route={}",
                        context.request().method(),
                        Optional.ofNullable(context.currentRoute())
                                .map(route -> route.getName())
                                .orElse("none"),
                        other);
                yield problem(500);
            }
        };
    }

    /// It does not fit the contract.
    static Problem invalid(ValidatorException invalid) {
        if (invalid.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT
                && invalid.getMessage() != null
                && invalid.getMessage().contains("body")) {
            return notRead("Send application/json.").problem();
        }
        List<Problem.FieldError> errors = switch (invalid) {
            case SchemaValidationException schema -> FieldErrors.of(schema);
            case ValidatorException parameter -> FieldErrors.of(parameter);
        };
        return new Problem(400, title(400), "The request does not fit the contract.", errors);
    }

    static JsonObject json(Problem problem) {
        JsonObject body = new JsonObject()
                .put("type", "about:blank")
                .put("title", problem.title())
                .put("status", problem.status());
        if (!problem.detail().isEmpty()) {
            body.put("detail", problem.detail());
        }
        if (!problem.code().isEmpty()) {
            JsonObject values = new JsonObject();
            problem.values().forEach(values::put);
            body.put("code", problem.code()).put("values", values);
        }
        if (!problem.errors().isEmpty()) {
            JsonArray errors = new JsonArray();
            problem.errors()
                    .forEach(error -> errors.add(
                            new JsonObject().put("field", error.field()).put("reason", error.reason())));
            body.put("errors", errors);
        }
        return body;
    }

    private static Problem field(int status, String field, String reason) {
        return new Problem(status, title(status), field + " " + reason, List.of(new Problem.FieldError(field, reason)));
    }

    private static Problem problem(int status) {
        int shown = status < 400 ? 500 : status;
        return new Problem(shown, title(shown), "");
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Who are you?";
            case 403 -> "Your role may not do this";
            case 404 -> "There is no such thing";
            case 405 -> "Not done this way here";
            case 409 -> "It is not as it was";
            case 413 -> "Too large";
            case 414 -> "Address too long";
            case 415 -> "Not a media type we read";
            case 416 -> "No such range";
            case 422 -> "Cannot be done as asked";
            case 426 -> "Speak WebSocket here";
            case 429 -> "Too often";
            case 503 -> "Not now";
            default -> status < 500 ? "Refused" : "Our mistake";
        };
    }
}
