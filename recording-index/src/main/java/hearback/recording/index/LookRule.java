package hearback.recording.index;

import hearback.recording.index.NextLook.Inspect;
import hearback.recording.index.NextLook.Rest;
import hearback.recording.index.Recording.Seen;
import hearback.recording.index.Recording.State.Gap;
import hearback.recording.index.Recording.State.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a file counts as complete, when as missing, and when to look again (faults.md case 47).
///
/// Example with 2 s, 60 s and 24 h: a file that is there at hang-up is read 2 s later; one that is not is looked for
/// every 2 to 6 s, is a gap from 60 s on, is then looked for ever more rarely (at the age of two hours every 5
/// minutes) and given up after a day.
///
/// Neither the server's clock nor the file's date is compared with ours: only our own two looks with each other.
///
/// @param stableFor a file must have looked the same this long
/// @param missingAfter absent this long: a gap, still looked for
/// @param giveUpAfter how long a gap is looked for
public record LookRule(Duration stableFor, Duration missingAfter, Duration giveUpAfter) {
    /// The longest time a file that came late can lie there unnoticed.
    private static final Duration RAREST = Duration.ofMinutes(5);

    public NextLook after(Waiting waiting, Look look, Instant now) {
        return switch (look) {
            case Look.Present(Sighting sighting) -> present(waiting, sighting, now);
            case Look.Absent() ->
                isMissing(waiting.from(), now)
                        ? new Rest(gap(GapReason.MISSING, "the file has not appeared", waiting.from(), now))
                        : new Rest(new Waiting(waiting.from(), soonLook(waiting.from(), now), Optional.empty()));
            case Look.Unreadable(String why) ->
                isMissing(waiting.from(), now)
                        ? new Rest(gap(GapReason.BROKEN, why, waiting.from(), now))
                        : new Rest(new Waiting(waiting.from(), soonLook(waiting.from(), now), waiting.seen()));
            case Look.Refused(String why) -> new Rest(gap(GapReason.OUTSIDE, why, waiting.from(), now));
        };
    }

    /// A gap is looked at again: it may have filled.
    public NextLook after(Gap gap, Look look, Instant now) {
        return switch (look) {
            case Look.Present(Sighting sighting) ->
                gap.judged().filter(sighting::equals).isPresent()
                        ? new Rest(new Gap(
                                gap.reason(), gap.detail(), gap.from(), laterLook(gap.from(), now), gap.judged()))
                        : new Rest(new Waiting(gap.from(), now.plus(stableFor), Optional.of(new Seen(sighting, now))));
            case Look.Absent() -> new Rest(gap(GapReason.MISSING, "the file has not appeared", gap.from(), now));
            case Look.Unreadable(String why) -> new Rest(gap(GapReason.BROKEN, why, gap.from(), now));
            case Look.Refused(String why) -> new Rest(gap(GapReason.OUTSIDE, why, gap.from(), now));
        };
    }

    /// The gap of a file that was read and found wanting.
    public Gap judged(GapReason reason, String why, Instant from, Sighting sighting, Instant now) {
        return new Gap(reason, why, from, laterLook(from, now), Optional.of(sighting));
    }

    private NextLook present(Waiting waiting, Sighting sighting, Instant now) {
        var seen = waiting.seen()
                .filter(earlier -> earlier.sighting().equals(sighting))
                .orElseGet(() -> new Seen(sighting, now));
        boolean rests = !Duration.between(seen.since(), now).minus(stableFor).isNegative();
        if (rests && (sighting.size() > 0 || isMissing(waiting.from(), now))) {
            return new Inspect(sighting);
        }
        if (!rests && isBeyondHope(waiting.from(), now)) {
            return new Rest(new Gap(
                    GapReason.BROKEN,
                    "the file never stopped changing",
                    waiting.from(),
                    Optional.empty(),
                    Optional.of(sighting)));
        }
        return new Rest(new Waiting(waiting.from(), now.plus(stableFor), Optional.of(seen)));
    }

    private Gap gap(GapReason reason, String detail, Instant from, Instant now) {
        var next = laterLook(from, now);
        return next.isEmpty() && reason == GapReason.MISSING
                ? new Gap(GapReason.LOST, "the file never appeared", from, next, Optional.empty())
                : new Gap(reason, detail, from, next, Optional.empty());
    }

    private Instant soonLook(Instant from, Instant now) {
        Instant missing = from.plus(missingAfter);
        Instant next = next(from, now);
        return next.isAfter(missing) ? missing : next;
    }

    private Optional<Instant> laterLook(Instant from, Instant now) {
        Instant end = from.plus(giveUpAfter);
        if (!now.isBefore(end)) {
            return Optional.empty();
        }
        Instant next = next(from, now);
        return Optional.of(next.isAfter(end) ? end : next);
    }

    /// The older, the rarer: a tenth of the time waited so far.
    private Instant next(Instant from, Instant now) {
        var tenth = Duration.between(from, now).dividedBy(10);
        var pause = tenth.compareTo(stableFor) < 0 ? stableFor : tenth;
        return now.plus(pause.compareTo(RAREST) > 0 ? RAREST : pause);
    }

    private boolean isMissing(Instant from, Instant now) {
        return !now.isBefore(from.plus(missingAfter));
    }

    /// A file may come as late as the last look, and must then still be given its time to be copied.
    private boolean isBeyondHope(Instant from, Instant now) {
        return !now.isBefore(from.plus(giveUpAfter.multipliedBy(2)));
    }
}
