package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts a further attempt off to a part of the day in which the customer was not tried yet. Only a wish: it goes after
/// the floor, and never takes the last of the room for it, but leaves a whole gap to spare.
///
/// Source: ours, after regulation S3-49 (the answer rate differs by the time of day).
record Spreading(AttemptSeries series, PhoneNumber.Known number) {
    /// When to ring instead; empty: as early as may be, because that is another part of the day anyway, or because
    /// none that was not tried is near enough or leaves room.
    Optional<Instant> insteadOf(Instant earliest) {
        var tried = tried();
        if (series.opener().isEmpty() || !tried.contains(PartOfDay.at(earliest, zone()))) {
            return Optional.empty();
        }
        var last = earliest.plus(Wishes.MOST);
        for (var at = open(PartOfDay.nextChange(earliest, zone()));
                !at.isAfter(last);
                at = open(PartOfDay.nextChange(at, zone()))) {
            if (!tried.contains(PartOfDay.at(at, zone()))) {
                return Optional.of(at).filter(another -> new FloorCheck(series).hasRoomToSpare(another, number));
            }
        }
        return Optional.empty();
    }

    /// `, put off for another time of day than before (morning, afternoon)`.
    String inWords() {
        return ", put off for another time of day than before ("
                + tried().stream().map(PartOfDay::inWords).collect(Collectors.joining(", ")) + ")";
    }

    private Set<PartOfDay> tried() {
        var tried = EnumSet.noneOf(PartOfDay.class);
        series.attempts().stream()
                .filter(AttemptSeries.Past::isCustomersFailure)
                .forEach(one -> tried.add(PartOfDay.at(one.startedAt(), zone())));
        return tried;
    }

    private Instant open(Instant at) {
        return series.rule().hours().nextOpening(at);
    }

    private ZoneId zone() {
        return series.rule().hours().zone();
    }
}
