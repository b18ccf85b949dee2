package hearback.agent.http;

import hearback.recording.index.Recording;
import io.vertx.core.json.JsonObject;

/// Recordings as JSON. Where a file lies is never said: its name may hold a number, and a path is nobody's business.
final class RecordingBodies {
    private RecordingBodies() {}

    static JsonObject recording(Recording recording) {
        JsonObject body = new JsonObject()
                .put("id", recording.id().toString())
                .put("call", recording.call().text())
                .put("since", Json.time(recording.since()));
        return switch (recording.state()) {
            case Recording.State.Writing _ -> body.put("state", "WRITING");
            case Recording.State.Waiting _ -> body.put("state", "WAITING");
            case Recording.State.Ready ready -> ready(body, ready).put("state", "READY");
            case Recording.State.Changed changed ->
                ready(body, changed.linked())
                        .put("state", "CHANGED")
                        .put("reason", changed.how().name());
            case Recording.State.Gap gap ->
                body.put("state", "GAP").put("reason", gap.reason().name()).put("detail", gap.detail());
        };
    }

    private static JsonObject ready(JsonObject body, Recording.State.Ready ready) {
        return body.put("seconds", Json.seconds(ready.sound().length()))
                .put("bytes", ready.file().size())
                .put("sha256", ready.sha256().hex())
                .put("format", ready.sound().format().name())
                .put("channels", ready.sound().channels())
                .put("flaw", ready.sound().flaw().name());
    }
}
