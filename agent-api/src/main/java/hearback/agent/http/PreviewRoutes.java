package hearback.agent.http;

import hearback.agent.flow.AuditLog;
import hearback.agent.flow.TicketStore;
import hearback.agent.identity.Permission;
import hearback.telephony.call.AgentId;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.Previews;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// `/callbacks/next` and `/callbacks/previews`: callbacks that an agent looks at before he starts them himself.
final class PreviewRoutes {
    private static final String NOTHING_DONE = "Nothing was done: ";

    private final Previews previews;
    private final Callbacks callbacks;
    private final TicketStore tickets;
    private final AuditLog audit;
    private final InstantSource time;

    PreviewRoutes(Previews previews, Callbacks callbacks, TicketStore tickets, AuditLog audit, InstantSource time) {
        this.previews = previews;
        this.callbacks = callbacks;
        this.tickets = tickets;
        this.audit = audit;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "nextCallback", new Contract.Route(Permission.ASK_CALLBACKS, this::next),
                "startCallback", new Contract.Route(Permission.ASK_CALLBACKS, this::start),
                "handBackCallback", new Contract.Route(Permission.ASK_CALLBACKS, this::handBack));
    }

    private void next(Asked asked) {
        asked.answer(
                switch (previews.next(agent(asked))) {
                    case Previews.Next.Offered offer -> offer(offer, asked.eyes());
                    case Previews.Next.NothingDue _ -> new JsonObject().put("why", "nothing is due");
                    case Previews.Next.NotNow(String why) -> new JsonObject().put("why", why);
                });
    }

    /// With all that was tried and decided before.
    private JsonObject offer(Previews.Next.Offered offer, Eyes eyes) {
        var plan = offer.plan();
        var names = CallbackRoutes.namesOf(tickets, List.of(plan));
        return new JsonObject()
                .put("attempt", offer.attempt().toString())
                .put("until", Json.time(offer.until()))
                .put(
                        "callback",
                        CallbackBodies.callback(plan, CallbackRoutes.nameOf(plan, names), eyes)
                                .put(
                                        "decisions",
                                        Json.array(
                                                callbacks.decisions(
                                                        plan.request().id()),
                                                decision -> CallbackBodies.decision(decision, eyes))));
    }

    private void start(Asked asked) {
        AttemptId attempt = attempt(asked);
        AgentId agent = agent(asked);
        audit.append(time.instant(), asked.who(), AuditLog.Act.CALLBACK_STARTED, "attempt:" + attempt, agent.text());
        answer(asked, attempt, previews.start(attempt, agent));
    }

    private void handBack(Asked asked) {
        AttemptId attempt = attempt(asked);
        AgentId agent = agent(asked);
        String reason = asked.written("reason");
        audit.append(
                time.instant(),
                asked.who(),
                AuditLog.Act.CALLBACK_HANDED_BACK,
                "attempt:" + attempt,
                agent + ": " + reason);
        answer(asked, attempt, previews.handBack(attempt, agent, reason));
    }

    private static void answer(Asked asked, AttemptId attempt, Previews.Answer answer) {
        switch (answer) {
            case Previews.Answer.Done _ -> asked.answer(new JsonObject().put("attempt", attempt.toString()));
            case Previews.Answer.Refused(String why) -> throw Problems.conflict(NOTHING_DONE + why + ".");
            case Previews.Answer.NotNow(String why) -> throw Problems.notNow(NOTHING_DONE + why + ".");
        }
    }

    private static AgentId agent(Asked asked) {
        return new AgentId(asked.body().getString("agent"));
    }

    private static AttemptId attempt(Asked asked) {
        return new AttemptId(UUID.fromString(asked.path("attempt")));
    }
}
