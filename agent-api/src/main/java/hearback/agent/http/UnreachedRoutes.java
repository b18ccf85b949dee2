package hearback.agent.http;

import hearback.agent.flow.AuditLog;
import hearback.agent.flow.UnreachedStore;
import hearback.agent.flow.UnreachedStore.Decided;
import hearback.agent.flow.UnreachedStore.Unreached;
import hearback.agent.identity.Permission;
import hearback.agent.life.Ids;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.flow.Callbacks;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a supervisor has to decide about callbacks that belong to no ticket and ended without contact.
final class UnreachedRoutes {
    private final Callbacks callbacks;
    private final UnreachedStore unreached;
    private final AuditLog audit;
    private final InstantSource time;

    UnreachedRoutes(Callbacks callbacks, UnreachedStore unreached, AuditLog audit, InstantSource time) {
        this.callbacks = callbacks;
        this.unreached = unreached;
        this.audit = audit;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of("decideUnreachable", new Contract.Route(Permission.DECIDE_UNREACHABLE, this::decide));
    }

    /// Answers with a page of those nobody has decided about yet.
    void list(Asked asked) {
        asked.answerPage(
                unreached.open(asked.cursor(Cursor::uuid).map(CallbackId::new), asked.limit() + 1),
                one -> body(planOf(one.callback()), one, asked.eyes()),
                one -> one.callback().toString());
    }

    /// Adds the task to its callback, decided about or not; nothing when there is none.
    void put(JsonObject body, CallbackId callback, Eyes eyes) {
        unreached.find(callback).ifPresent(one -> put(body, one, eyes));
    }

    private void decide(Asked asked) {
        CallbackPlan plan = callbacks.find(CallbackRoutes.idIn(asked)).orElseThrow(Problems::notFound);
        CallbackId id = plan.request().id();
        String words = asked.written("words");
        Decided decided = new Decided(asked.who().name(), words, time.instant());
        refuseDecided(taskOf(id), asked.eyes());
        audit.append(decided.at(), asked.who(), AuditLog.Act.UNREACHABLE_DECIDED, "callback:" + id, words);
        if (!unreached.decide(id, decided)) {
            refuseDecided(taskOf(id), asked.eyes());
        }
        asked.answer(body(plan, taskOf(id), asked.eyes()));
    }

    private Unreached taskOf(CallbackId id) {
        return unreached
                .find(id)
                .orElseThrow(() -> Problems.conflict("There is nothing to decide about this callback: it did not end "
                        + "without contact, or it is decided about at its ticket."));
    }

    private static void refuseDecided(Unreached task, Eyes eyes) {
        task.decided().ifPresent(before -> {
            String at = Json.time(before.at());
            throw Problems.refused(
                    409,
                    before.by() + " decided about it at " + at + ": " + eyes.free(before.words()),
                    List.of(),
                    "decided-already",
                    Map.of("by", before.by(), "at", at));
        });
    }

    private CallbackPlan planOf(CallbackId id) {
        return callbacks.find(id).orElseThrow(() -> new IllegalStateException("callback " + id + " is gone"));
    }

    private static JsonObject body(CallbackPlan plan, Unreached task, Eyes eyes) {
        JsonObject body = CallbackBodies.callback(plan, Optional.empty(), eyes);
        put(body, task, eyes);
        return body;
    }

    private static void put(JsonObject body, Unreached task, Eyes eyes) {
        JsonObject written = new JsonObject()
                .put("hindrance", Ids.of(task.hindrance()))
                .put("why", eyes.free(task.why()))
                .put("since", Json.time(task.since()));
        task.decided()
                .ifPresent(decided -> written.put(
                        "decided",
                        new JsonObject()
                                .put("by", decided.by())
                                .put("at", Json.time(decided.at()))
                                .put("words", eyes.free(decided.words()))));
        body.put("unreachable", written);
    }
}
