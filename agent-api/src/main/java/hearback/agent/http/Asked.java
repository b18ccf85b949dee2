package hearback.agent.http;

import hearback.agent.identity.AgentIdentity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// A request that fits the contract, from somebody whose role may make it.
record Asked(RoutingContext context, ValidatedRequest request, AgentIdentity who) {
    static final int DEFAULT_LIMIT = 50;

    Eyes eyes() {
        return Eyes.of(who);
    }

    /// The language that is preferred: Chinese, or else English (RFC 9110, 12.5.4).
    Locale locale() {
        return Optional.ofNullable(context.preferredLanguage())
                .filter(language -> language.tag().equalsIgnoreCase("zh"))
                .map(_ -> Locale.CHINA)
                .orElse(Locale.ENGLISH);
    }

    /// What makes the same wish the same, when it is sent twice.
    Optional<String> key() {
        return Optional.ofNullable(context.request().getHeader("Idempotency-Key"))
                .filter(key -> !key.isBlank() && key.length() <= 200 && key.indexOf('\0') < 0);
    }

    String path(String name) {
        return Optional.ofNullable(request.getPathParameters().get(name))
                .map(RequestParameter::getString)
                .orElseThrow(Problems::notFound);
    }

    Optional<String> query(String name) {
        return given(name).map(RequestParameter::getString);
    }

    boolean isTrue(String name) {
        return given(name).map(RequestParameter::getBoolean).orElse(false);
    }

    int limit() {
        return given("limit").map(RequestParameter::getInteger).orElse(DEFAULT_LIMIT);
    }

    <T> Optional<T> cursor(Function<String, Optional<T>> parse) {
        return query("cursor").map(text -> Cursor.read(text, parse));
    }

    JsonObject body() {
        return knock().body();
    }

    /// What somebody wrote in a field of the body that the contract asks for, without the space around it.
    ///
    /// @throws Refusal when nothing is left of it, or it holds what no text holds
    String written(String field) {
        String text = body().getString(field).strip();
        if (text.isEmpty()) {
            throw Problems.badField(field, "is empty");
        }
        if (text.indexOf('\0') >= 0) {
            throw Problems.badField(field, "holds a character no text holds");
        }
        return text;
    }

    private Contract.Knock knock() {
        return new Contract.Knock(context, request);
    }

    HttpServerResponse response() {
        return context.response();
    }

    void answer(JsonObject body) {
        knock().answer(body);
    }

    /// @param body JSON
    void answer(Buffer body) {
        knock().answer(body);
    }

    void created(String place, JsonObject body) {
        response().setStatusCode(201).putHeader("Location", place);
        answer(body);
    }

    /// A page of a list.
    ///
    /// @param items one more than the page holds when there is another page
    /// @param place what the cursor to the page after this item says
    <T> void answerPage(List<T> items, Function<T, JsonObject> write, Function<T, String> place) {
        int limit = limit();
        List<T> page = items.subList(0, Math.min(limit, items.size()));
        JsonArray written = Json.array(page, write);
        JsonObject body = new JsonObject().put("items", written);
        if (items.size() > limit) {
            body.put("next", Cursor.write(place.apply(page.getLast())));
        }
        answer(body);
    }

    private Optional<RequestParameter> given(String name) {
        return Optional.ofNullable(request.getQuery().get(name)).filter(parameter -> !parameter.isEmpty());
    }
}
