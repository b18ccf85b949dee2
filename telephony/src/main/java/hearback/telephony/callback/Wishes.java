package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;

/// What is wished for beside the rule: the customer's best time, and where that cannot be kept, an hour in which
/// customers answer most often, or a part of the day that was not tried. Each goes behind the floor: it is kept only
/// while that has a whole gap to spare.
///
/// Example: asked for on Monday at 09:00, best at 18:00-20:00. The first attempt is put off to Monday 18:00, the second
/// to Tuesday 18:00; the third is not, because from Wednesday 18:00 on no further ones would fit.
///
/// Source: ours, after issue 4.
/// @param number that is rung then
record Wishes(CallbackRequest request, AttemptSeries series, AnswerRates rates, PhoneNumber.Known number) {
    /// Nobody is put off for longer.
    static final Duration MOST = Duration.ofHours(24);

    /// When to ring rather than at the earliest, which it may be as well.
    Wished of(Instant earliest) {
        var times = request.bestTimes();
        if (times.areAny() || isAppointed()) {
            return spread(earliest, "");
        }
        var best = times.next(earliest, earliest.plus(MOST), series.rule().hours());
        if (best.filter(earliest::equals).isPresent()) {
            return new Wished(earliest, "");
        }
        return best.filter(at -> new FloorCheck(series).hasRoomToSpare(at, number))
                .map(at -> new Wished(at, ", put off to " + onTheWall(at) + ": the customer's best time" + told()))
                .orElseGet(() -> spread(earliest, unkept(best)));
    }

    /// The first attempt of an appointment is made then, whatever else was wished for.
    private boolean isAppointed() {
        return request.reason() == CallbackReason.PROMISED
                && series.attempts().stream()
                        .noneMatch(one -> one.isOwn() && one.outcome().mayHaveRung());
    }

    private Wished spread(Instant earliest, String before) {
        return switch (series.rule().spread()) {
            case EARLIEST -> new Wished(earliest, before);
            case PARTS_OF_DAY -> anotherPart(earliest, before);
            case ANSWER_RATES ->
                answered(earliest)
                        .map(wished -> new Wished(wished.at(), before + wished.words()))
                        .orElseGet(() -> anotherPart(earliest, before));
        };
    }

    private Optional<Wished> answered(Instant earliest) {
        return series.opener().isEmpty() ? Optional.empty() : new AnsweredHours(series, rates, number).of(earliest);
    }

    private Wished anotherPart(Instant earliest, String before) {
        var spreading = new Spreading(series, number);
        return spreading
                .insteadOf(earliest)
                .map(at -> new Wished(at, before + spreading.inWords()))
                .orElseGet(() -> new Wished(earliest, before));
    }

    private String unkept(Optional<Instant> best) {
        return best.isPresent()
                ? ", not at the customer's best time" + told() + ", which leaves the floor no room to spare"
                : ", not at the customer's best time" + told() + ", at which nobody may be rung within "
                        + Wording.length(MOST);
    }

    private String told() {
        return " (" + request.bestTimes().text() + ")";
    }

    private LocalTime onTheWall(Instant at) {
        return LocalTime.ofInstant(at, series.rule().hours().zone());
    }

    /// @param words to be added to the reason
    record Wished(Instant at, String words) {}
}
