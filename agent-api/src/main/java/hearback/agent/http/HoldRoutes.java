package hearback.agent.http;

import hearback.agent.flow.AuditLog;
import hearback.agent.identity.Permission;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Listing;
import hearback.telephony.callback.Pause;
import hearback.telephony.callback.PauseScope;
import hearback.telephony.flow.CallbackHolds;
import hearback.telephony.flow.NumberReader;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// `/callbacks/pause` and `/callbacks/do-not-call`: whom not to ring for a while, or not at all.
final class HoldRoutes {
    private final CallbackHolds holds;
    private final NumberReader numbers;
    private final AuditLog audit;
    private final InstantSource time;

    HoldRoutes(CallbackHolds holds, NumberReader numbers, AuditLog audit, InstantSource time) {
        this.holds = holds;
        this.numbers = numbers;
        this.audit = audit;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "listPauses", new Contract.Route(Permission.READ_CALLBACKS, this::pauses),
                "pauseCallbacks", new Contract.Route(Permission.PAUSE_CALLBACKS, this::pause),
                "resumeCallbacks", new Contract.Route(Permission.PAUSE_CALLBACKS, this::resume),
                "listDoNotCall", new Contract.Route(Permission.KEEP_DO_NOT_CALL, this::listed),
                "addDoNotCall", new Contract.Route(Permission.KEEP_DO_NOT_CALL, this::list),
                "removeDoNotCall", new Contract.Route(Permission.KEEP_DO_NOT_CALL, this::unlist));
    }

    private void pauses(Asked asked) {
        asked.answer(new JsonObject().put("items", Json.array(holds.pauses(), HoldRoutes::pause)));
    }

    private void pause(Asked asked) {
        PauseScope scope = scope(asked.body());
        String reason = asked.written("reason");
        Optional<Instant> until = until(asked.body());
        audited(asked, AuditLog.Act.CALLBACKS_PAUSED, "callbacks:" + name(scope), reason);
        asked.answer(holds.pause(scope, reason, asked.who().name(), until)
                .map(paused -> pause(paused.pause()))
                .orElseThrow(() -> Problems.unusable("name", "is none of those we ring through or for")));
    }

    private void resume(Asked asked) {
        PauseScope scope = scope(asked.body());
        audited(asked, AuditLog.Act.CALLBACKS_RESUMED, "callbacks:" + name(scope), asked.written("reason"));
        asked.answer(
                holds.resume(scope, asked.who().name()).map(HoldRoutes::pause).orElseThrow(Problems::notFound));
    }

    private void listed(Asked asked) {
        asked.answerPage(
                holds.listed(asked.cursor(Cursor::uuid), asked.limit() + 1),
                listing -> listing(listing, asked.eyes()),
                listing -> listing.id().toString());
    }

    private void list(Asked asked) {
        PhoneNumber.Known number = number(asked.body());
        String reason = asked.written("reason");
        Optional<Instant> until = until(asked.body());
        audited(asked, AuditLog.Act.NUMBER_LISTED, "number:" + number.masked(), reason);
        CallbackHolds.Listed listed = holds.list(number, reason, asked.who().name(), until);
        asked.answer(listing(listed.listing(), asked.eyes())
                .put("ended", Json.array(listed.ended(), id -> new JsonObject().put("callback", id.toString()))));
    }

    private void unlist(Asked asked) {
        PhoneNumber.Known number = number(asked.body());
        audited(asked, AuditLog.Act.NUMBER_UNLISTED, "number:" + number.masked(), asked.written("reason"));
        asked.answer(holds.unlist(number, asked.who().name())
                .map(listing -> listing(listing, asked.eyes()))
                .orElseThrow(Problems::notFound));
    }

    /// The line is there before the deed.
    private void audited(Asked asked, AuditLog.Act act, String subject, String reason) {
        audit.append(time.instant(), asked.who(), act, subject, reason);
    }

    static JsonObject pause(Pause pause) {
        JsonObject body = new JsonObject()
                .put("id", pause.id().toString())
                .put("scope", kind(pause.scope()))
                .put("reason", pause.reason())
                .put("by", pause.pausedBy())
                .put("since", Json.time(pause.since()));
        String name = ofWhat(pause.scope());
        if (!name.isEmpty()) {
            body.put("name", name);
        }
        Json.putTime(body, "until", pause.until());
        return body;
    }

    private static JsonObject listing(Listing listing, Eyes eyes) {
        JsonObject body = new JsonObject()
                .put("id", listing.id().toString())
                .put("customer", eyes.customer(listing.number()))
                .put("reason", listing.reason())
                .put("by", listing.listedBy())
                .put("since", Json.time(listing.since()));
        Json.putTime(body, "until", listing.until());
        return body;
    }

    private static PauseScope scope(JsonObject body) {
        String name = body.getString("name", "");
        String scope = body.getString("scope");
        if (scope.equals("all") != name.isEmpty()) {
            throw Problems.badField("name", name.isEmpty() ? "is missing" : "is not for all");
        }
        return switch (scope) {
            case "line" -> new PauseScope.OfLine(new ServerName(name));
            case "trunk" ->
                PauseScope.OfTrunk.parse(name)
                        .orElseThrow(() -> Problems.badField("name", "is not a line and its trunk, as main/carrier"));
            case "hotline" -> new PauseScope.OfHotline(name);
            case "queue" -> new PauseScope.OfQueue(new QueueName(name));
            default -> new PauseScope.Everything();
        };
    }

    private static String kind(PauseScope scope) {
        return switch (scope) {
            case PauseScope.Everything _ -> "all";
            case PauseScope.OfLine _ -> "line";
            case PauseScope.OfTrunk _ -> "trunk";
            case PauseScope.OfHotline _ -> "hotline";
            case PauseScope.OfQueue _ -> "queue";
        };
    }

    private static String ofWhat(PauseScope scope) {
        return switch (scope) {
            case PauseScope.Everything() -> "";
            case PauseScope.OfLine(ServerName line) -> line.text();
            case PauseScope.OfTrunk trunk -> trunk.text();
            case PauseScope.OfHotline(String number) -> number;
            case PauseScope.OfQueue(QueueName queue) -> queue.text();
        };
    }

    private static String name(PauseScope scope) {
        return (kind(scope) + " " + ofWhat(scope)).strip();
    }

    private PhoneNumber.Known number(JsonObject body) {
        if (numbers.read(new InertText(body.getString("number"))) instanceof PhoneNumber.Known number) {
            return number;
        }
        throw Problems.unusable("number", "is not a number that can be dialled");
    }

    private Optional<Instant> until(JsonObject body) {
        Optional<Instant> until =
                Optional.ofNullable(body.getString("until")).map(text -> CallbackWishes.time("until", text));
        if (until.filter(end -> !end.isAfter(time.instant())).isPresent()) {
            throw Problems.unusable("until", "is not to come");
        }
        return until;
    }
}
