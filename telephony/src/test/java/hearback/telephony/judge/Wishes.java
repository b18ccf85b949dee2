package hearback.telephony.judge;

import java.util.Collections;
import java.util.List;

/// What goes behind the floor.
///
/// @param spread how further attempts are wished for
/// @param answered how often customers answered, for who goes by it
/// @param best when in his day the customer would like to be rung, which goes before the other; none: at any time
/// @param appointed a time was promised to him: for the first attempt nothing else is wished for
record Wishes(Spread spread, Answered answered, List<WallClock.Quiet> best, boolean appointed) {
    static final Wishes NONE = new Wishes(Spread.EARLIEST, Answered.NEVER, List.of(), false);
    static final Wishes OVER_THE_DAY = new Wishes(Spread.OTHER_TIMES, Answered.NEVER, List.of(), false);

    /// When further attempts are wished for.
    enum Spread {
        EARLIEST,
        /// At times of the day at which the customer was not tried.
        OTHER_TIMES,
        /// In the hour in which customers answer most often, of those in which he was not tried; as long as
        /// nothing is known of any, at other times of the day.
        ANSWERED
    }

    /// How many of those who were tried in an hour of the day, 0 to 23, answered: customers of the same district,
    /// and of another one.
    record Answered(
            List<Integer> here, List<Integer> triedHere, List<Integer> elsewhere, List<Integer> triedElsewhere) {
        static final Answered NEVER = new Answered(
                Collections.nCopies(24, 0),
                Collections.nCopies(24, 0),
                Collections.nCopies(24, 0),
                Collections.nCopies(24, 0));

        private static final int ENOUGH = 30;

        /// Negative where too little is known.
        double share(int hour) {
            int ofHere = triedHere.get(hour);
            int ofAll = ofHere + triedElsewhere.get(hour);
            if (ofHere >= ENOUGH) {
                return (double) here.get(hour) / ofHere;
            }
            return ofAll >= ENOUGH ? (double) (here.get(hour) + elsewhere.get(hour)) / ofAll : -1;
        }
    }
}
