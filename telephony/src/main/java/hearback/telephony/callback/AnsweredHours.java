package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AnswerRates.District;
import hearback.telephony.callback.AnswerRates.Rate;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts a further attempt off to that hour of the next day in which customers answer most often, of those in which this
/// one was not tried yet. Only a wish: the floor has to keep a whole gap to spare.
///
/// Who may be rung in an hour that was not tried and of which too little is known, is rung in it: so it becomes known.
record AnsweredHours(AttemptSeries series, AnswerRates rates, PhoneNumber.Known number) {
    /// Empty when of no hour that is left anything is known.
    Optional<Wishes.Wished> of(Instant earliest) {
        var tried = tried();
        var district = District.of(number);
        Optional<Found> best = Optional.empty();
        boolean knowsAny = false;
        var last = earliest.plus(Wishes.MOST);
        for (var at = earliest; !at.isAfter(last); at = open(nextHour(at))) {
            var rate = tried.contains(hour(at)) ? Optional.<Rate>empty() : rates.at(district, hour(at));
            knowsAny |= rate.isPresent();
            if (rate.isPresent() && isBetter(rate.get(), best) && (at.equals(earliest) || hasRoom(at))) {
                best = Optional.of(new Found(at, rate.get()));
            }
        }
        if (!knowsAny) {
            return Optional.empty();
        }
        boolean isToBecomeKnown = !tried.contains(hour(earliest))
                && rates.at(district, hour(earliest)).isEmpty();
        return Optional.of(best.filter(found -> !isToBecomeKnown && !found.at().equals(earliest))
                .map(found -> new Wishes.Wished(found.at(), words(found)))
                .orElseGet(() -> new Wishes.Wished(earliest, "")));
    }

    private static boolean isBetter(Rate rate, Optional<Found> best) {
        return best.isEmpty() || rate.isBetterThan(best.get().rate());
    }

    private boolean hasRoom(Instant at) {
        return new FloorCheck(series).hasRoomToSpare(at, number);
    }

    private Set<Integer> tried() {
        return series.attempts().stream()
                .filter(AttemptSeries.Past::isCustomersFailure)
                .map(one -> hour(one.startedAt()))
                .collect(Collectors.toSet());
    }

    private String words(Found found) {
        int hour = hour(found.at());
        return String.format(
                Locale.ROOT,
                ", put off to %s: answered most often at %02d:00-%02d:00 (%s)",
                LocalTime.ofInstant(found.at(), zone()),
                hour,
                hour + 1,
                found.rate().inWords());
    }

    private int hour(Instant at) {
        return LocalTime.ofInstant(at, zone()).getHour();
    }

    private Instant nextHour(Instant at) {
        var wall = at.atZone(zone());
        return WallEdge.after(
                wall, wall.toLocalDateTime().truncatedTo(ChronoUnit.HOURS).plusHours(1));
    }

    private Instant open(Instant at) {
        return series.rule().hours().nextOpening(at);
    }

    private ZoneId zone() {
        return series.rule().hours().zone();
    }

    private record Found(Instant at, Rate rate) {}
}
