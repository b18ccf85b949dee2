package hearback.agent.http;

import hearback.telephony.flow.LineStates;
import hearback.telephony.queue.Member;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/// Agents, queues and lines as JSON.
final class BoardBodies {
    private BoardBodies() {}

    static JsonObject member(Member member) {
        JsonObject body = new JsonObject()
                .put("server", member.server().text())
                .put("queue", member.queue().text())
                .put("agent", member.agent().text())
                .put("name", member.name().text());
        return switch (member.state()) {
            case Member.State.Ready _ -> body.put("state", "READY");
            case Member.State.Ringing _ -> body.put("state", "RINGING");
            case Member.State.OnCall _ -> body.put("state", "ON_CALL");
            case Member.State.Paused paused ->
                body.put("state", "PAUSED").put("pauseReason", paused.reason().text());
            case Member.State.Away _ -> body.put("state", "AWAY");
        };
    }

    static JsonObject lines(List<LineStates.LineState> lines, List<LineStates.Gap> gaps) {
        return new JsonObject()
                .put("lines", Json.array(lines, BoardBodies::line))
                .put("gaps", Json.array(gaps, BoardBodies::gap));
    }

    /// With what is wrong at each.
    static JsonObject lines(LineStates states, int gaps) {
        return new JsonObject()
                .put("lines", Json.array(states.lines(), line -> line(line).put("problems", problems(states, line))))
                .put("gaps", Json.array(states.gaps(gaps), BoardBodies::gap));
    }

    private static JsonArray problems(LineStates states, LineStates.LineState line) {
        return new JsonArray(states.problems(line.server()));
    }

    static JsonObject line(LineStates.LineState line) {
        return new JsonObject()
                .put("server", line.server().text())
                .put("connected", line.connected())
                .put("version", line.version())
                .put("signals", line.signals())
                .put("dropped", line.dropped());
    }

    private static JsonObject gap(LineStates.Gap gap) {
        JsonObject body = new JsonObject()
                .put("id", gap.id())
                .put("server", gap.server().text())
                .put("from", Json.time(gap.from()))
                .put("reason", gap.reason())
                .put("callsRepaired", gap.callsRepaired());
        Json.putTime(body, "until", gap.until());
        return body;
    }
}
