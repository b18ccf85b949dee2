package hearback.telephony.judge;

import hearback.telephony.judge.PlanJudge.Tried;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// When an attempt is wished for, and the words that its reason has to hold; found by looking at every minute of a day.
///
/// @param at as early as may be, when nothing else is wished for or no wish can be kept
record Wished(long at, Set<String> says) {
    private static final String PUT_OFF = "put off";
    private static final String OTHER_TIME = "another time of day";
    private static final String BEST_TIME = "best time";
    private static final String ANSWERED_MOST = "answered most often";

    /// What is broken by who does not put off.
    String left() {
        if (says.contains(OTHER_TIME)) {
            return "is at a time of day that was tried, although there is room for another";
        }
        return says.contains(ANSWERED_MOST)
                ? "is not in the hour in which most answer, although there is room for it"
                : "is not at the customer's best time, although there is room for it";
    }

    /// Looks for it.
    ///
    /// @param isOpen whether the customer failed before: only further attempts are laid over the day
    /// @param hasRoom whether the floor is kept with room to spare by a start then
    record Search(Wishes wishes, WallClock clock, Known known, boolean isOpen, LongPredicate hasRoom) {
        /// The customer's own wish goes before the other; where it cannot be kept, the reason says so.
        Wished from(long soonest) {
            boolean isForAppointment =
                    wishes.appointed() && known.tried().stream().noneMatch(one -> one.happened().mayHaveRung);
            if (wishes.best().isEmpty() || isForAppointment) {
                return overTheDay(soonest, Set.of());
            }
            var best = best(soonest);
            if (best.isPresent() && (best.get() == soonest || hasRoom.test(best.get()))) {
                return new Wished(best.get(), best.get() == soonest ? Set.of() : Set.of(PUT_OFF, BEST_TIME));
            }
            return overTheDay(soonest, Set.of("not at", BEST_TIME));
        }

        private Wished overTheDay(long soonest, Set<String> says) {
            if (!isOpen) {
                return new Wished(soonest, says);
            }
            return switch (wishes.spread()) {
                case EARLIEST -> new Wished(soonest, says);
                case OTHER_TIMES -> wished(otherTime(soonest), soonest, says, OTHER_TIME);
                case ANSWERED ->
                    answered(soonest)
                            .map(at -> wished(at, soonest, says, ANSWERED_MOST))
                            .orElseGet(() -> wished(otherTime(soonest), soonest, says, OTHER_TIME));
            };
        }

        private static Wished wished(long at, long soonest, Set<String> says, String word) {
            return new Wished(
                    at,
                    at == soonest
                            ? says
                            : Stream.concat(says.stream(), Stream.of(PUT_OFF, word))
                                    .collect(Collectors.toSet()));
        }

        /// The first allowed time of those that the customer likes best, within a day.
        private Optional<Long> best(long soonest) {
            for (long at = soonest; at <= soonest + WallClock.DAY; at = nextMinute(at)) {
                if (clock.shows(wishes.best(), at)) {
                    return Optional.of(at);
                }
            }
            return Optional.empty();
        }

        /// The first moment within a day of the hour with the highest share, of those that were not tried and
        /// leave room to spare; as early as may be where that is in an hour that was not tried and of which
        /// nothing is known. Empty when nothing is known of any.
        private Optional<Long> answered(long soonest) {
            var tried = failed().map(one -> clock.hour(one.start())).collect(Collectors.toSet());
            long best = soonest;
            double highest = -1;
            boolean isAnyKnown = false;
            for (long at = soonest; at <= soonest + WallClock.DAY; at = nextMinute(at)) {
                int hour = clock.hour(at);
                double share = tried.contains(hour) ? -1 : wishes.answered().share(hour);
                isAnyKnown |= share >= 0;
                if (share > highest && (at == soonest || hasRoom.test(at))) {
                    highest = share;
                    best = at;
                }
            }
            if (!isAnyKnown) {
                return Optional.empty();
            }
            int first = clock.hour(soonest);
            return Optional.of(!tried.contains(first) && wishes.answered().share(first) < 0 ? soonest : best);
        }

        /// The first time within a day at which the customer was not tried yet at that time of day, when there
        /// is room to spare for the floor; otherwise as early as may be.
        private long otherTime(long soonest) {
            var tried = failed().map(one -> timeOfDay(one.start())).collect(Collectors.toSet());
            for (long at = soonest; at <= soonest + WallClock.DAY; at = nextMinute(at)) {
                if (!tried.contains(timeOfDay(at))) {
                    return at > soonest && hasRoom.test(at) ? at : soonest;
                }
            }
            return soonest;
        }

        private Stream<Tried> failed() {
            return known.series().stream().filter(Tried::isCustomersFailure);
        }

        private long nextMinute(long at) {
            return clock.firstAllowed((Math.floorDiv(at, WallClock.MINUTE) + 1) * WallClock.MINUTE);
        }

        private int timeOfDay(long at) {
            int hour = clock.hour(at);
            return hour < 12 ? 0 : hour < 14 ? 1 : hour < 18 ? 2 : 3;
        }
    }
}
