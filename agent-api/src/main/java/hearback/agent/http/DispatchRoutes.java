package hearback.agent.http;

import hearback.agent.identity.Permission;
import hearback.config.profile.ProfileVersion;
import hearback.telephony.callback.TrunkHealth;
import hearback.telephony.flow.Dispatch;
import hearback.telephony.flow.DueWait;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/// `/callbacks/dispatch`: how the ringing of customers goes at this moment.
final class DispatchRoutes {
    private final Dispatch dispatch;

    DispatchRoutes(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    Map<String, Contract.Route> routes() {
        return Map.of("getDispatch", new Contract.Route(Permission.READ_LINES, this::get));
    }

    private void get(Asked asked) {
        Dispatch.Seen seen = dispatch.now();
        asked.answer(new JsonObject()
                .put("lines", Json.array(seen.lines(), DispatchRoutes::line))
                .put("waiting", Json.array(seen.backlog(), DispatchRoutes::backlog))
                .put("pauses", Json.array(seen.pauses(), HoldRoutes::pause))
                .put("troubled", seen.troubled()));
    }

    private static JsonObject line(Dispatch.Line line) {
        return new JsonObject()
                .put("server", line.server().text())
                .put("connected", line.connected())
                .put("freeAgents", line.freeAgents())
                .put("live", line.live())
                .put("trunks", Json.array(line.trunks(), DispatchRoutes::trunk));
    }

    private static JsonObject trunk(Dispatch.Through through) {
        JsonObject body = new JsonObject()
                .put("name", through.trunk().name().text())
                .put("prefixes", new JsonArray(through.trunk().prefixes()))
                .put("priority", through.trunk().priority())
                .put("paused", through.paused())
                .put("callsPerSecond", through.trunk().callsPerSecond())
                .put("begunPerSecond", through.begunPerSecond())
                .put("live", through.live())
                .put("liveAttempts", through.trunk().liveAttempts());
        return switch (through.health()) {
            case TrunkHealth.Works _ -> body.put("state", "WORKS");
            case TrunkHealth.Fails fails ->
                body.put("state", "FAILS")
                        .put("failsSince", Json.time(fails.since()))
                        .put("probeAt", Json.time(fails.probeAt()))
                        .put("fault", fails.fault().name());
        };
    }

    private static JsonObject backlog(Dispatch.Backlog waiting) {
        JsonObject body = new JsonObject()
                .put("due", waiting.due())
                .put("paused", waiting.paused())
                .put("earliest", Json.time(waiting.earliest()));
        waiting.rule().map(ProfileVersion::toString).ifPresent(rule -> body.put("rule", rule));
        Json.putTime(body, "quietUntil", waiting.quietUntil());
        waiting.waitsFor().map(DueWait::name).ifPresent(what -> body.put("waitsFor", what));
        return body;
    }
}
