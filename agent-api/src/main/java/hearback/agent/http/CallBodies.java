package hearback.agent.http;

import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.MissedPart;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.SurveyAnswer;
import hearback.telephony.flow.LineStates;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/// Calls as JSON.
final class CallBodies {
    private CallBodies() {}

    static JsonObject call(CallRecord call, PhoneNumber customer, Eyes eyes) {
        JsonObject body = new JsonObject()
                .put("id", call.id().text())
                .put("direction", call.direction().name())
                .put("hotline", call.hotline())
                .put("customer", eyes.customer(customer, call.callerName()))
                .put("startedAt", Json.time(call.startedAt()))
                .put("live", call.result().isEmpty())
                .put("incomplete", call.incomplete())
                .put(
                        "toldBy",
                        new JsonArray(call.toldBy().stream().map(Enum::name).toList()))
                .put("agents", Json.array(call.parts(), CallBodies::part));
        call.queue().map(QueueName::text).ifPresent(queue -> body.put("queue", queue));
        Json.putTime(body, "queuedAt", call.queuedAt());
        Json.putTime(body, "answeredAt", call.answeredAt());
        Json.putTime(body, "endedAt", call.endedAt());
        call.result().map(CallResult::name).ifPresent(result -> body.put("result", result));
        call.waited().map(Json::seconds).ifPresent(waited -> body.put("waitedSeconds", waited));
        return body;
    }

    static JsonObject customerEnd(CallRecord.CustomerEnd end) {
        JsonObject body = new JsonObject()
                .put("rang", end.rang())
                .put("earlyMedia", end.earlyMedia())
                .put("answered", end.answered());
        end.ended()
                .ifPresent(closed -> body.put("endedAt", Json.time(closed.at()))
                        .put("cause", cause(closed.cause()))
                        .put("lost", closed.lost()));
        return body;
    }

    static JsonObject survey(SurveyAnswer answer) {
        JsonObject body = new JsonObject()
                .put("question", answer.question())
                .put("repeats", answer.repeats())
                .put("timeouts", answer.timeouts());
        answer.key().ifPresent(key -> body.put("key", key));
        return body;
    }

    /// @param gap the gap as it stands now; empty when it is not known any more
    static JsonObject missed(MissedPart part, Optional<LineStates.Gap> gap) {
        JsonObject body = new JsonObject()
                .put("witness", part.witness().name())
                .put("gapFrom", Json.time(part.gapFrom()))
                .put("gapReason", gap.map(LineStates.Gap::reason).orElse(part.gapReason()));
        Json.putTime(body, "gapUntil", gap.flatMap(LineStates.Gap::until));
        gap.map(LineStates.Gap::id).ifPresent(id -> body.put("gap", id));
        return body;
    }

    static JsonObject cause(HangupCause cause) {
        return new JsonObject().put("q850", cause.q850()).put("sip", cause.sip());
    }

    private static JsonObject part(CallRecord.AgentPart part) {
        JsonObject body = new JsonObject().put("agent", part.agent().text()).put("from", Json.time(part.from()));
        Json.putTime(body, "until", part.until());
        return body;
    }
}
