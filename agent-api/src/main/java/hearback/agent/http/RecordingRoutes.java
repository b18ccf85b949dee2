package hearback.agent.http;

import hearback.agent.flow.AuditLog;
import hearback.agent.flow.Neighbours;
import hearback.agent.flow.Seals;
import hearback.agent.flow.TicketStore;
import hearback.agent.identity.Permission;
import hearback.agent.life.Words;
import hearback.agent.ticket.TicketId;
import hearback.recording.flow.Audio;
import hearback.recording.flow.Opening;
import hearback.recording.flow.Recordings;
import hearback.recording.index.Recording;
import hearback.recording.index.RecordingId;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `/recordings` and their sound. The file goes from the disk to the socket; it is never held in memory.
///
/// A voice tells more than a number: of a complainant who is hidden only those hear it who broke the seal (S3-03).
final class RecordingRoutes {
    private final Recordings recordings;
    private final TicketStore tickets;
    private final Seals seals;
    private final AuditLog audit;
    private final InstantSource time;

    RecordingRoutes(Neighbours neighbours, TicketStore tickets, AuditLog audit, InstantSource time) {
        this.recordings = neighbours.recordings();
        this.tickets = tickets;
        this.seals = new Seals(tickets, neighbours.callbacks());
        this.audit = audit;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "listRecordings", new Contract.Route(Permission.READ_RECORDINGS, this::list),
                "getRecording", new Contract.Route(Permission.READ_RECORDINGS, this::get),
                "playRecording", new Contract.Route(Permission.PLAY_RECORDINGS, this::play),
                "headRecording", new Contract.Route(Permission.PLAY_RECORDINGS, this::head));
    }

    private void list(Asked asked) {
        Optional<String> call = asked.query("call");
        List<Recording> found = call.isPresent()
                ? call.flatMap(CallRoutes::read).map(recordings::ofCall).orElse(List.of())
                : recordings.list(asked.cursor(Cursor::uuid).map(RecordingId::new), asked.limit() + 1);
        if (call.isPresent()) {
            // All of one call on one page: they are few.
            asked.answer(new JsonObject().put("items", Json.array(found, RecordingBodies::recording)));
            return;
        }
        asked.answerPage(found, RecordingBodies::recording, one -> one.id().toString());
    }

    private void get(Asked asked) {
        asked.answer(RecordingBodies.recording(recordings.find(idIn(asked)).orElseThrow(Problems::notFound)));
    }

    private void head(Asked asked) {
        Audio audio = opened(asked);
        headers(asked.response(), audio)
                .putHeader("Content-Length", Long.toString(audio.size()))
                .end();
    }

    private void play(Asked asked) {
        Audio audio = opened(asked);
        HttpServerRequest request = asked.context().request();
        if (matches(Optional.ofNullable(request.getHeader("If-None-Match")), etag(audio))) {
            headers(asked.response(), audio).setStatusCode(304).end();
            return;
        }
        Optional<String> ifRange = Optional.ofNullable(request.getHeader("If-Range"));
        Optional<String> wanted = Optional.ofNullable(request.getHeader("Range"))
                .filter(_ -> ifRange.isEmpty() || ifRange.get().equals(etag(audio)));
        switch (ByteRange.read(wanted, audio.size())) {
            case ByteRange.BeyondEnd() -> {
                asked.response().putHeader("Content-Range", "bytes */" + audio.size());
                throw Problems.rangeNotSatisfiable();
            }
            case ByteRange.Whole() -> send(asked, audio, new ByteRange.Part(0, audio.size() - 1), 200);
            case ByteRange.Part part -> {
                asked.response()
                        .putHeader("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + audio.size());
                send(asked, audio, part, 206);
            }
        }
    }

    /// Audited before the first byte: what cannot be audited is not heard.
    private void send(Asked asked, Audio audio, ByteRange.Part part, int status) {
        audit.append(
                time.instant(),
                asked.who(),
                AuditLog.Act.RECORDING_PLAYED,
                "recording:" + audio.recording().id(),
                "bytes " + part.first() + "-" + part.last());
        headers(asked.response(), audio).setStatusCode(status);
        asked.response()
                .sendFile(audio.path().toString(), part.first(), part.length())
                .onFailure(asked.context()::fail);
    }

    private Audio opened(Asked asked) {
        RecordingId id = idIn(asked);
        recordings.find(id).ifPresent(recording -> letHear(asked, recording));
        return switch (recordings.open(id)) {
            case Opening.Opened(Audio audio) -> audio;
            case Opening.Unknown() -> throw Problems.notFound();
            case Opening.Shut(Recording recording) ->
                throw Problems.conflict("There is nothing to hear: " + state(recording) + ".");
        };
    }

    /// Who does not may break the seal, if his post may, and say why.
    private void letHear(Asked asked, Recording recording) {
        Optional<TicketId> sealing = seals.sealing(recording.call());
        if (sealing.isEmpty()
                || sealing.flatMap(tickets::life)
                        .filter(life -> TicketAccess.broke(asked, life))
                        .isPresent()) {
            return;
        }
        audit.append(
                time.instant(), asked.who(), AuditLog.Act.REFUSED, "recording:" + recording.id(), "sealed complainant");
        throw Problems.refused(
                403, new Words(asked.locale()).of("sound", "sealed"), List.of(), "complainant-sealed", Map.of());
    }

    private static String state(Recording recording) {
        return switch (recording.state()) {
            case Recording.State.Writing _ -> "the call lives";
            case Recording.State.Waiting _ -> "the file is not complete yet";
            case Recording.State.Ready _ -> "the file cannot be opened";
            case Recording.State.Changed changed -> "the file was changed, " + changed.how();
            case Recording.State.Gap gap -> gap.reason() + ", " + gap.detail();
        };
    }

    private static HttpServerResponse headers(HttpServerResponse response, Audio audio) {
        return response.putHeader("Content-Type", audio.contentType())
                .putHeader("Accept-Ranges", "bytes")
                .putHeader("ETag", etag(audio))
                .putHeader("Cache-Control", "private, no-store");
    }

    private static String etag(Audio audio) {
        return "\"" + audio.ready().sha256().hex() + "\"";
    }

    private static boolean matches(Optional<String> header, String etag) {
        return header.filter(list -> list.strip().equals("*") || list.contains(etag))
                .isPresent();
    }

    private static RecordingId idIn(Asked asked) {
        return new RecordingId(UUID.fromString(asked.path("id")));
    }
}
