package hearback.agent.http;

import hearback.agent.clock.Clock;
import hearback.agent.clock.Explain;
import hearback.agent.life.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/// Clocks as JSON, each with its reason.
final class ClockBodies {
    private ClockBodies() {}

    static JsonObject clock(Clock clock, Explain explain, Locale locale, Instant now) {
        boolean zh = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
        JsonObject body = new JsonObject()
                .put("clock", clock.rule().id().text())
                .put("name", zh ? clock.rule().name().zh() : clock.rule().name().en())
                .put("rule", clock.rule().rule().text())
                .put("order", clock.start().order())
                .put("startedBy", Ids.of(clock.start().moment()))
                .put("startStep", clock.start().step())
                .put("startedAt", Json.time(clock.start().at()))
                .put("due", Json.time(clock.due()))
                .put("verdict", clock.verdict(now).name())
                .put("why", explain.due(clock))
                .put("standing", explain.standing(clock, now))
                .put(
                        "extensions",
                        Json.array(
                                clock.extensions(),
                                extension -> new JsonObject()
                                        .put("at", Json.time(extension.at()))
                                        .put("due", Json.time(extension.due()))));
        clock.opensAt().ifPresent(opens -> body.put("notBefore", Json.time(opens)));
        clock.pausedSince().ifPresent(since -> body.put("pausedSince", Json.time(since)));
        if (!clock.tooEarly().isEmpty()) {
            JsonArray early = new JsonArray();
            clock.tooEarly().forEach(each -> early.add(Json.time(each.at())));
            body.put("tooEarly", early);
        }
        clock.end().ifPresent(end -> {
            body.put("endedAt", Json.time(end.at()))
                    .put("endedHow", Ids.of(end.how()))
                    .put("endStep", end.step());
            end.by().ifPresent(moment -> body.put("endedBy", Ids.of(moment)));
        });
        return body;
    }
}
