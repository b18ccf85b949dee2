package hearback.agent.http;

import hearback.agent.flow.AskCallback;
import hearback.agent.flow.TicketStore;
import hearback.telephony.call.CallId;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.BestTimes;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.NextMove;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/// Callbacks with their attempts as JSON.
final class CallbackBodies {
    private CallbackBodies() {}

    static JsonObject callback(CallbackPlan plan, Optional<TicketStore.Named> ticket, Eyes allowed) {
        Eyes eyes = allowed.before(ticket.filter(TicketStore.Named::isSealed).isPresent());
        JsonObject body = new JsonObject()
                .put("id", plan.request().id().toString())
                .put("customer", eyes.customer(plan.request().number()))
                .put("reason", plan.request().reason().name())
                .put("notBefore", Json.time(plan.request().notBefore()))
                .put("createdAt", Json.time(plan.createdAt()))
                .put("attempts", Json.array(plan.attempts(), one -> attempt(one, plan, eyes)));
        if (!plan.request().bestTimes().equals(BestTimes.ANY)) {
            body.put("bestTime", plan.request().bestTimes().text());
        }
        if (!plan.request().otherNumbers().isEmpty()) {
            body.put("otherCustomers", Json.array(plan.request().otherNumbers(), eyes::customer))
                    .put("inTurn", eyes.customer(plan.inTurn()));
        }
        if (!plan.request().household().isNone()) {
            body.put("household", eyes.free(plan.request().household().text()));
        }
        ticket.ifPresent(named -> body.put("ticket", named.number().text()));
        AskCallback.askerOf(plan.request().subject()).ifPresent(who -> body.put("askedBy", who));
        plan.profile().ifPresent(profile -> body.put("rule", profile.toString()));
        plan.problem().ifPresent(problem -> body.put("problem", problem));
        return switch (plan.state()) {
            case CallbackState.Planned planned ->
                body.put("state", "PLANNED")
                        .put("dueAt", Json.time(planned.dueAt()))
                        .put("why", planned.why());
            case CallbackState.Dialling _ -> body.put("state", "DIALLING");
            case CallbackState.Closed closed ->
                body.put("state", "CLOSED")
                        .put("closeReason", closed.reason().name())
                        .put("closedAt", Json.time(closed.at()));
        };
    }

    /// @param eyes people's words in it may hold a number
    static JsonObject decision(CallbackDecision decision, Eyes eyes) {
        JsonObject body =
                new JsonObject().put("at", Json.time(decision.at())).put("afterAttempt", decision.afterAttempt());
        return switch (decision.move()) {
            case NextMove.DialAt dial -> {
                dial.problem().ifPresent(problem -> body.put("problem", problem));
                yield body.put("move", "DIAL_AT")
                        .put("dueAt", Json.time(dial.at()))
                        .put("why", dial.why());
            }
            case NextMove.Close close ->
                body.put("move", "CLOSE")
                        .put("closeReason", close.reason().name())
                        .put("why", eyes.free(close.why()));
        };
    }

    private static JsonObject attempt(Attempt attempt, CallbackPlan plan, Eyes eyes) {
        JsonObject body = new JsonObject()
                .put("id", attempt.id().toString())
                .put("ordinal", attempt.ordinal())
                .put("server", attempt.server().text())
                .put("call", CallId.bornOf(attempt.id().leg(attempt.server())).text())
                .put("first", attempt.id().isAgentFirst() ? "AGENT" : "CUSTOMER")
                .put("startedAt", Json.time(attempt.startedAt()));
        if (!plan.request().otherNumbers().isEmpty()) {
            body.put("customer", eyes.customer(attempt.number()));
        }
        if (!attempt.trunk().equals(TrunkName.NOT_SAID)) {
            body.put("trunk", attempt.trunk().text());
        }
        return switch (attempt.state()) {
            case AttemptState.Committed _ -> body.put("state", "COMMITTED");
            case AttemptState.Released _ -> body.put("state", "RELEASED");
            case AttemptState.Unknown _ -> body.put("state", "UNKNOWN");
            case AttemptState.Settled settled ->
                outcome(body, settled.outcome())
                        .put("state", "SETTLED")
                        .put("endedAt", Json.time(settled.endedAt()))
                        .put("side", settled.outcome().side().name());
        };
    }

    private static JsonObject outcome(JsonObject body, AttemptOutcome outcome) {
        return switch (outcome) {
            case AttemptOutcome.Reached _ -> body.put("outcome", "REACHED");
            case AttemptOutcome.NotReached not ->
                announcement(body, not.announcement())
                        .put("outcome", "NOT_REACHED")
                        .put("detail", not.kind().name())
                        .put("cause", CallBodies.cause(not.cause()));
            case AttemptOutcome.LineFailed failed ->
                announcement(body, failed.announcement())
                        .put("outcome", "LINE_FAILED")
                        .put("detail", failed.fault().name())
                        .put("cause", CallBodies.cause(failed.cause()));
            case AttemptOutcome.NeverKnown _ -> body.put("outcome", "NEVER_KNOWN");
        };
    }

    private static JsonObject announcement(JsonObject body, Optional<Announcement> heard) {
        return heard.map(it -> body.put(
                        "announcement",
                        new JsonObject()
                                .put("said", it.said().name())
                                .put("by", it.by().name())
                                .put("confidence", it.confidence())))
                .orElse(body);
    }
}
