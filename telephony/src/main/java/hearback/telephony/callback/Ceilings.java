package hearback.telephony.callback;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How often one number may be rung at most, whatever it is rung for.
///
/// Carriers block who rings one number more often, so these are hard: they go before the floor, which then says what it
/// lost to them. They are the trunk's, not an institution's, and so stand in the settings and not in a profile: two
/// profiles on one trunk share what the carrier allows.
///
/// A dial counts from when it began, when the customer's phone may have rung; what failed on our side before that does
/// not, as the platforms count (faults.md 3.3: "system failures not counted").
///
/// Source: faults.md 3.3, China platform practice (3 in 24 h, 10 in 30 days); regulation S3-08, S0-29, table a.4.
///
/// @param inDay within any 24 hours; zero: no ceiling
/// @param inMonth within any 30 days; zero: no ceiling
public record Ceilings(int inDay, int inMonth) {
    public static final Ceilings NONE = new Ceilings(0, 0);

    private static final String IN_DAY = "24 h";
    private static final String IN_MONTH = "30 days";

    static final Duration DAY = Duration.ofHours(24);
    static final Duration MONTH = Duration.ofDays(30);

    public Ceilings {
        if (inDay < 0 || inMonth < 0) {
            throw new IllegalArgumentException(
                    "fewer calls than none: " + inDay + " in 24 h, " + inMonth + " in 30 days");
        }
    }

    /// What another dial has to wait for; nothing while it keeps both.
    ///
    /// @param starts when those so far began, in order
    List<Earliest> after(List<Instant> starts, Wording words) {
        var earliest = new ArrayList<Earliest>();
        add(earliest, starts, inDay, DAY, IN_DAY, words);
        add(earliest, starts, inMonth, MONTH, IN_MONTH, words);
        return earliest;
    }

    private static void add(
            List<Earliest> earliest, List<Instant> starts, int most, Duration span, String named, Wording words) {
        open(starts, most, span)
                .ifPresent(open -> earliest.add(new Earliest(
                        open, told(most, named) + ", " + most + " since " + words.moment(open.minus(span)))));
    }

    /// The first instant at which another dial keeps both; empty while it does at any.
    ///
    /// @param starts when those so far began, in order
    Optional<Instant> open(List<Instant> starts) {
        var day = open(starts, inDay, DAY);
        var month = open(starts, inMonth, MONTH);
        return month.filter(at -> day.filter(at::isBefore).isEmpty()).or(() -> day);
    }

    private static Optional<Instant> open(List<Instant> starts, int most, Duration span) {
        return most > 0 && starts.size() >= most
                ? Optional.of(starts.get(starts.size() - most).plus(span))
                : Optional.empty();
    }

    /// In words, what is allowed.
    String told() {
        var words = new ArrayList<String>();
        if (inDay > 0) {
            words.add(told(inDay, IN_DAY));
        }
        if (inMonth > 0) {
            words.add(told(inMonth, IN_MONTH));
        }
        return String.join(", ", words);
    }

    private static String told(int most, String named) {
        return "at most " + most + (most == 1 ? " call" : " calls") + " to this number in " + named;
    }
}
