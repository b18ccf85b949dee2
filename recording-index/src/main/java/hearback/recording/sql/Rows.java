package hearback.recording.sql;

import hearback.recording.index.GapReason;
import hearback.recording.index.HeaderFlaw;
import hearback.recording.index.Recording;
import hearback.recording.index.Recording.Change;
import hearback.recording.index.Recording.Seen;
import hearback.recording.index.Recording.State;
import hearback.recording.index.Recording.State.Changed;
import hearback.recording.index.Recording.State.Gap;
import hearback.recording.index.Recording.State.Ready;
import hearback.recording.index.Recording.State.Waiting;
import hearback.recording.index.Recording.State.Writing;
import hearback.recording.index.RecordingId;
import hearback.recording.index.Sha256;
import hearback.recording.index.Sighting;
import hearback.recording.index.Sound;
import hearback.recording.index.SoundFormat;
import hearback.telephony.call.CallId;
import hearback.telephony.call.LegId;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.SoundFile;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Recordings to rows and back. A column that a state has no use for is null, and only here.
final class Rows {
    /// In the order of [#whole].
    static final String COLUMNS = """
            id, revision,
            state, looked_since, due_at, seen_size, seen_modified, seen_since,
            gap_reason, gap_detail,
            sha256, format, sample_rate, channels, length_micros, data_from, data_length, header_flaw,
            changed_how, changed_at,
            call_id, server, uniqueid, file, since""";

    private Rows() {}

    static Tuple whole(Recording recording) {
        return changing(recording)
                .addString(recording.call().text())
                .addString(recording.leg().map(leg -> leg.server().text()).orElse(null))
                .addString(recording.leg().map(LegId::uniqueid).orElse(null))
                .addString(recording.file().map(SoundFile::path).orElse(null))
                .addOffsetDateTime(utc(recording.since()));
    }

    /// Id, revision, and what a change can change.
    static Tuple changing(Recording recording) {
        var values = Tuple.tuple().addUUID(recording.id().value()).addLong(recording.revision());
        switch (recording.state()) {
            case Writing writing -> {
                values.addString("WRITING");
                addLooks(values, null, null, null, null);
                addGap(values, null, null);
                addReady(values, null);
                addChange(values, null, null);
            }
            case Waiting(Instant from, Instant nextLook, Optional<Seen> seen) -> {
                values.addString("WAITING");
                addLooks(
                        values,
                        from,
                        nextLook,
                        seen.map(Seen::sighting).orElse(null),
                        seen.map(Seen::since).orElse(null));
                addGap(values, null, null);
                addReady(values, null);
                addChange(values, null, null);
            }
            case Ready ready -> {
                values.addString("READY");
                addLooks(values, null, null, ready.file(), null);
                addGap(values, null, null);
                addReady(values, ready);
                addChange(values, null, null);
            }
            case Changed(Ready linked, Change how, Instant noticedAt) -> {
                values.addString("CHANGED");
                addLooks(values, null, null, linked.file(), null);
                addGap(values, null, null);
                addReady(values, linked);
                addChange(values, how, noticedAt);
            }
            case Gap(
                    GapReason reason,
                    String detail,
                    Instant from,
                    Optional<Instant> nextLook,
                    Optional<Sighting> judged) -> {
                values.addString("GAP");
                addLooks(values, from, nextLook.orElse(null), judged.orElse(null), null);
                addGap(values, reason, detail);
                addReady(values, null);
                addChange(values, null, null);
            }
        }
        return values;
    }

    private static void addLooks(
            Tuple values,
            @Nullable Instant from,
            @Nullable Instant dueAt,
            @Nullable Sighting sighting,
            @Nullable Instant seenSince) {
        values.addOffsetDateTime(utc(from))
                .addOffsetDateTime(utc(dueAt))
                .addLong(sighting == null ? null : (Long) sighting.size())
                .addOffsetDateTime(sighting == null ? null : utc(sighting.modified()))
                .addOffsetDateTime(utc(seenSince));
    }

    private static void addGap(Tuple values, @Nullable GapReason reason, @Nullable String detail) {
        values.addString(reason == null ? null : reason.name()).addString(detail);
    }

    private static void addReady(Tuple values, @Nullable Ready ready) {
        if (ready == null) {
            values.addString(null).addString(null).addInteger(null).addInteger(null);
            values.addLong(null).addLong(null).addLong(null).addString(null);
            return;
        }
        var sound = ready.sound();
        values.addString(ready.sha256().hex())
                .addString(sound.format().name())
                .addInteger(sound.sampleRate())
                .addInteger(sound.channels())
                .addLong(sound.length().toNanos() / 1_000)
                .addLong(sound.dataFrom())
                .addLong(sound.dataLength())
                .addString(sound.flaw().name());
    }

    private static void addChange(Tuple values, @Nullable Change how, @Nullable Instant at) {
        values.addString(how == null ? null : how.name()).addOffsetDateTime(utc(at));
    }

    static Recording recording(Row row) {
        return new Recording(
                new RecordingId(row.getUUID("id")),
                new CallId(row.getString("call_id")),
                optional(row.getString("server"))
                        .map(server -> new LegId(new ServerName(server), row.getString("uniqueid"))),
                optional(row.getString("file")).map(SoundFile::new),
                row.getOffsetDateTime("since").toInstant(),
                state(row),
                row.getLong("revision"));
    }

    private static State state(Row row) {
        String state = row.getString("state");
        return switch (state) {
            case "WRITING" -> new Writing();
            case "WAITING" ->
                new Waiting(
                        instant(row, "looked_since").orElseThrow(),
                        instant(row, "due_at").orElseThrow(),
                        instant(row, "seen_since").map(since -> new Seen(sighting(row), since)));
            case "READY" -> ready(row);
            case "CHANGED" ->
                new Changed(
                        ready(row),
                        Change.valueOf(row.getString("changed_how")),
                        instant(row, "changed_at").orElseThrow());
            case "GAP" ->
                new Gap(
                        GapReason.valueOf(row.getString("gap_reason")),
                        row.getString("gap_detail"),
                        instant(row, "looked_since").orElseThrow(),
                        instant(row, "due_at"),
                        optional(row.getLong("seen_size")).map(size -> sighting(row)));
            default -> throw new IllegalStateException("unknown state of a recording: " + state);
        };
    }

    private static Ready ready(Row row) {
        return new Ready(
                sighting(row),
                new Sha256(row.getString("sha256")),
                new Sound(
                        SoundFormat.valueOf(row.getString("format")),
                        row.getInteger("sample_rate"),
                        row.getInteger("channels"),
                        micros(row.getLong("length_micros")),
                        row.getLong("data_from"),
                        row.getLong("data_length"),
                        HeaderFlaw.valueOf(row.getString("header_flaw"))));
    }

    private static Sighting sighting(Row row) {
        return new Sighting(
                row.getLong("seen_size"), instant(row, "seen_modified").orElseThrow());
    }

    private static Duration micros(long micros) {
        return Duration.ofSeconds(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    private static Optional<Instant> instant(Row row, String column) {
        Function<OffsetDateTime, Instant> toInstant = OffsetDateTime::toInstant;
        return optional(row.getOffsetDateTime(column)).map(toInstant);
    }

    private static <T> Optional<T> optional(@Nullable T value) {
        return Optional.ofNullable(value);
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
