package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NeverKnown;
import hearback.telephony.callback.AttemptOutcome.NotReached;
import hearback.telephony.callback.AttemptOutcome.Reached;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How often customers answered, by the hour of their day and by district; where a district tells too little, all
/// districts together do.
///
/// Example: of 120 attempts at +861380 that began between 18:00 and 19:00, 41 were answered.
///
/// Source: ours, after regulation S3-49 (the answer rate differs by the time of day).
///
/// @param ofDistricts what is known of each
/// @param ofAll of all districts together, by the hour
public record AnswerRates(Map<Place, Rate> ofDistricts, Map<Integer, Rate> ofAll) {
    /// Nothing is known.
    public static final AnswerRates NONE = of(List.of());

    /// Fewer attempts make no rate: its standard error would be more than 9 points. Source: ours.
    public static final int ENOUGH = 30;

    public AnswerRates {
        ofDistricts = Map.copyOf(ofDistricts);
        ofAll = Map.copyOf(ofAll);
    }

    public static AnswerRates of(List<Counted> counted) {
        var ofDistricts = new HashMap<Place, Rate>();
        var ofAll = new HashMap<Integer, Rate>();
        for (Counted one : counted) {
            ofDistricts.merge(one.place(), one.rate(), Rate::and);
            ofAll.merge(one.place().hour(), one.rate(), Rate::and);
        }
        return new AnswerRates(ofDistricts, ofAll);
    }

    /// What the numbers of a district have in common: country and area or network, the first [#DIGITS] digits.
    public record District(String prefix) {
        public static final int DIGITS = 6;

        public static District of(PhoneNumber.Known number) {
            return new District(number.e164().substring(0, 1 + DIGITS));
        }
    }

    /// @param hour of the customer's day in which attempts began, 0 to 23
    public record Place(District district, int hour) {}

    /// @param tried those that were answered included
    public record Rate(long answered, long tried) {
        private Rate and(Rate other) {
            return new Rate(answered + other.answered, tried + other.tried);
        }

        boolean isBetterThan(Rate other) {
            return answered * other.tried > other.answered * tried;
        }

        private boolean isEnough() {
            return tried >= ENOUGH;
        }

        /// `41 of 120`.
        String inWords() {
            return answered + " of " + tried;
        }
    }

    /// One line of the count.
    public record Counted(Place place, Rate rate) {}

    /// Empty when too little is known.
    Optional<Rate> at(District district, int hour) {
        return Optional.ofNullable(ofDistricts.get(new Place(district, hour)))
                .filter(Rate::isEnough)
                .or(() -> Optional.ofNullable(ofAll.get(hour)).filter(Rate::isEnough));
    }

    /// Whether what came of an attempt says something of its hour: a dead number and our own failures do not.
    public static boolean tells(AttemptOutcome outcome) {
        return isAnswer(outcome)
                || (outcome instanceof NotReached not
                        && not.kind() != Kind.NUMBER_UNKNOWN
                        && not.kind() != Kind.SUSPENDED
                        && not.kind() != Kind.BARRED
                        && not.kind() != Kind.NUMBER_CHANGED);
    }

    /// Whether the customer answered his phone, whoever he then heard.
    public static boolean isAnswer(AttemptOutcome outcome) {
        return switch (outcome) {
            case Reached _ -> true;
            case NotReached not -> not.kind() == Kind.NOTHING_PRESSED;
            case LineFailed failed -> failed.fault() == Fault.NO_AGENT || failed.fault() == Fault.NO_SURVEY;
            case NeverKnown _ -> false;
        };
    }
}
