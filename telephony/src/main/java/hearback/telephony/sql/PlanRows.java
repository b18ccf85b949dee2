package hearback.telephony.sql;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.CallId;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AnnouncementClass;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.BestTimes;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.DialledByHand;
import hearback.telephony.callback.Household;
import hearback.telephony.callback.NextMove;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Rows of callbacks, attempts and decisions as nouns, and back.
final class PlanRows {
    private PlanRows() {}

    static CallbackPlan plan(Row row, List<Attempt> attempts) {
        return plan(row, state(row), attempts);
    }

    /// As it is from the commit of this attempt on.
    static CallbackPlan dialling(Row row, Attempt attempt) {
        return plan(row, new CallbackState.Dialling(), List.of(attempt));
    }

    private static CallbackPlan plan(Row row, CallbackState state, List<Attempt> attempts) {
        var inTurn = new PhoneNumber.Known(row.getString("number"));
        var numbers = row.getArrayOfStrings("numbers");
        var all = numbers.length == 0
                ? List.of(inTurn)
                : Stream.of(numbers).map(PhoneNumber.Known::new).toList();
        return new CallbackPlan(
                new CallbackRequest(
                        new CallbackId(row.getUUID("id")),
                        new CallbackSubject(row.getString("subject")),
                        all.getFirst(),
                        CallbackReason.valueOf(row.getString("reason")),
                        instant(row, "not_before"),
                        BestTimes.read(row.getString("best_times")),
                        new Household(row.getString("household")),
                        all.subList(1, all.size())),
                rule(row),
                instant(row, "created_at"),
                state,
                attempts,
                Optional.ofNullable(row.getString("problem")),
                inTurn);
    }

    static Optional<ProfileVersion> rule(Row row) {
        return Optional.of(row.getString("rule"))
                .filter(text -> !text.isEmpty())
                .map(ProfileVersion::parse);
    }

    static String text(Optional<ProfileVersion> rule) {
        return rule.map(ProfileVersion::toString).orElse("");
    }

    private static CallbackState state(Row row) {
        return switch (row.getString("state")) {
            case "PLANNED" -> new CallbackState.Planned(instant(row, "due_at"), row.getString("why"));
            case "DIALLING" -> new CallbackState.Dialling();
            case "CLOSED" ->
                new CallbackState.Closed(CloseReason.valueOf(row.getString("close_reason")), instant(row, "closed_at"));
            case String other -> throw new IllegalStateException("unknown state of a callback: " + other);
        };
    }

    static Attempt attempt(Row row) {
        return new Attempt(
                new AttemptId(row.getUUID("id")),
                new CallbackId(row.getUUID("callback")),
                row.getInteger("ordinal"),
                new PhoneNumber.Known(row.getString("number")),
                new ServerName(row.getString("server")),
                new TrunkName(row.getString("trunk")),
                row.getLong("fence"),
                instant(row, "started_at"),
                attemptState(row));
    }

    private static AttemptState attemptState(Row row) {
        return switch (row.getString("state")) {
            case "COMMITTED" -> new AttemptState.Committed();
            case "RELEASED" -> new AttemptState.Released(instant(row, "released_at"));
            case "UNKNOWN" -> new AttemptState.Unknown(instant(row, "unknown_since"));
            case "SETTLED" -> new AttemptState.Settled(outcome(row), instant(row, "ended_at"));
            case String other -> throw new IllegalStateException("unknown state of an attempt: " + other);
        };
    }

    static DialledByHand byHand(Row row) {
        return new DialledByHand(
                new CallId(row.getString("call")),
                new PhoneNumber.Known(row.getString("number")),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                outcome(row),
                row.getBoolean("spoken_to_since"));
    }

    static AttemptOutcome outcome(Row row) {
        return switch (row.getString("outcome")) {
            case "REACHED" -> new AttemptOutcome.Reached();
            case "NOT_REACHED" ->
                new AttemptOutcome.NotReached(
                        AttemptOutcome.Kind.valueOf(row.getString("detail")), cause(row), announcement(row));
            case "LINE_FAILED" ->
                new AttemptOutcome.LineFailed(
                        AttemptOutcome.Fault.valueOf(row.getString("detail")), cause(row), announcement(row));
            case "NEVER_KNOWN" -> new AttemptOutcome.NeverKnown();
            case String other -> throw new IllegalStateException("unknown outcome of an attempt: " + other);
        };
    }

    private static HangupCause cause(Row row) {
        return new HangupCause(row.getInteger("cause_q850"), row.getInteger("cause_sip"));
    }

    private static Optional<Announcement> announcement(Row row) {
        return Optional.ofNullable(row.getString("announced"))
                .map(said -> new Announcement(
                        AnnouncementClass.valueOf(said),
                        Announcement.Source.valueOf(row.getString("announced_by")),
                        row.getDouble("confidence")));
    }

    static CallbackDecision decision(Row row) {
        var why = row.getString("why");
        NextMove move = switch (row.getString("move")) {
            case "DIAL_AT" ->
                new NextMove.DialAt(instant(row, "due_at"), why, Optional.ofNullable(row.getString("problem")));
            case "CLOSE" -> new NextMove.Close(CloseReason.valueOf(row.getString("close_reason")), why);
            case String other -> throw new IllegalStateException("unknown move: " + other);
        };
        return new CallbackDecision(instant(row, "at"), row.getInteger("after_attempt"), move);
    }

    static OutcomeColumns columns(AttemptOutcome outcome) {
        return switch (outcome) {
            case AttemptOutcome.Reached() -> new OutcomeColumns("REACHED", "", HangupCause.NOT_SAID, Optional.empty());
            case AttemptOutcome.NotReached not ->
                new OutcomeColumns("NOT_REACHED", not.kind().name(), not.cause(), not.announcement());
            case AttemptOutcome.LineFailed failed ->
                new OutcomeColumns("LINE_FAILED", failed.fault().name(), failed.cause(), failed.announcement());
            case AttemptOutcome.NeverKnown() ->
                new OutcomeColumns("NEVER_KNOWN", "", HangupCause.NOT_SAID, Optional.empty());
        };
    }

    record OutcomeColumns(String outcome, String detail, HangupCause cause, Optional<Announcement> announcement) {}

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
