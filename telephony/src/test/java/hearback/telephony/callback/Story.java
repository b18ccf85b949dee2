package hearback.telephony.callback;

import hearback.config.calendar.CallingHours;
import hearback.config.calendar.QuietWindow;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A callback as a test tells it, in the telecom profile, in the week of Monday 2026-11-23.
final class Story {
    static final CallbackPolicy TELECOM = new CallbackPolicy(rule("Asia/Shanghai", "20:00-08:00", "12:00-14:30"));

    static final List<PhoneNumber.Known> NUMBERS = List.of(
            new PhoneNumber.Known("+8613800138000"),
            new PhoneNumber.Known("+8613800138001"),
            new PhoneNumber.Known("+8613800138002"));

    private final List<Attempt> attempts = new ArrayList<>();

    static RetryRule rule(String zone, String... quiet) {
        return new RetryRule(
                3,
                Duration.ofDays(2),
                Duration.ofHours(3),
                Duration.ofSeconds(35),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                new CallingHours(
                        ZoneId.of(zone),
                        List.of(quiet).stream().map(QuietWindow::parse).toList()));
    }

    /// `Mon 16:30:45`.
    static Instant at(String text) {
        int day = List.of("Mon", "Tue", "Wed", "Thu", "Fri").indexOf(text.substring(0, 3));
        return LocalDateTime.parse("2026-11-" + (23 + day) + "T" + text.substring(4))
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toInstant();
    }

    /// An attempt that took 45 s.
    Story tried(String start, AttemptOutcome outcome) {
        return tried(at(start), at(start).plusSeconds(45), outcome);
    }

    Story tried(Instant start, Instant end, AttemptOutcome outcome) {
        return add(start, new AttemptState.Settled(outcome, end));
    }

    /// A dial of 45 s at one of several numbers, the first of which is 0.
    Story tried(int number, String start, AttemptOutcome outcome) {
        return add(
                NUMBERS.get(number),
                at(start),
                new AttemptState.Settled(outcome, at(start).plusSeconds(45)));
    }

    Story trying(String start) {
        return add(at(start), new AttemptState.Released(at(start)));
    }

    private Story add(Instant start, AttemptState state) {
        return add(NUMBERS.getFirst(), start, state);
    }

    private Story add(PhoneNumber.Known number, Instant start, AttemptState state) {
        int ordinal = attempts.size() + 1;
        attempts.add(new Attempt(
                new AttemptId(new UUID(7, ordinal)),
                request(Instant.EPOCH).id(),
                ordinal,
                number,
                new ServerName("main"),
                1,
                start,
                state));
        return this;
    }

    CallbackPlan plan() {
        return plan(request(Instant.EPOCH));
    }

    CallbackPlan plan(CallbackRequest request) {
        return new CallbackPlan(
                request, Optional.empty(), Instant.EPOCH, new CallbackState.Dialling(), attempts, Optional.empty());
    }

    /// A wish for a customer of so many numbers.
    static CallbackRequest requestOf(int numbers) {
        return request(Instant.EPOCH).alsoAt(NUMBERS.subList(1, numbers));
    }

    static CallbackRequest request(Instant notBefore) {
        return request(CallbackReason.REPLY, notBefore);
    }

    static CallbackRequest request(CallbackReason reason, Instant notBefore) {
        return new CallbackRequest(
                new CallbackId(new UUID(1, 2)),
                new CallbackSubject("ticket:test"),
                NUMBERS.getFirst(),
                reason,
                notBefore);
    }

    static AttemptOutcome off() {
        return failed(Kind.SWITCHED_OFF);
    }

    static AttemptOutcome failed(Kind kind) {
        return new AttemptOutcome.NotReached(kind, new HangupCause(19, 480));
    }

    static AttemptOutcome ours(Fault fault) {
        return new AttemptOutcome.LineFailed(fault, new HangupCause(34, 503));
    }
}
