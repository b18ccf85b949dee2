package hearback.agent.life;

import hearback.config.profile.FollowUp;
import hearback.config.profile.Formulas;
import hearback.config.profile.Profile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The figures of many tickets, as the profile's formulas have them (regulation a.12, b.9). Each is published with both
/// its numbers: two different errors can give one rate.
///
/// @param total valid and invalid ones together (S1-55)
/// @param onTime (S1-56)
/// @param satisfaction (S1-57)
/// @param closing (S2-65)
/// @param response (S2-65); empty: not asked in this institution
/// @param leaves of each axis, how many tickets stand where; the sum of each is the total (S0-44, S0-48)
public record Figures(
        int total,
        int valid,
        int invalid,
        Ratio onTime,
        Ratio satisfaction,
        Ratio closing,
        Optional<Ratio> response,
        Map<String, Map<String, Integer>> leaves) {
    /// @param of above the line
    /// @param among below it
    public record Ratio(long of, long among) {
        /// With one decimal, rounded half up; empty when there is nothing below the line.
        public Optional<BigDecimal> percent() {
            return among == 0
                    ? Optional.empty()
                    : Optional.of(BigDecimal.valueOf(of)
                            .multiply(BigDecimal.valueOf(100))
                            .divide(BigDecimal.valueOf(among), 1, RoundingMode.HALF_UP));
        }
    }

    public static Figures of(Profile profile, List<Tally> tallies) {
        return of(profile.formulas(), profile.followUp(), tallies);
    }

    static Figures of(Formulas formulas, FollowUp followUp, List<Tally> tallies) {
        Map<String, Map<String, Integer>> leaves = new TreeMap<>();
        tallies.forEach(tally -> tally.leaves()
                .forEach((axis, leaf) ->
                        leaves.computeIfAbsent(axis, _ -> new TreeMap<>()).merge(leaf, 1, Integer::sum)));
        int valid = (int) count(tallies, Tally::isValid);
        Predicate<Tally> finishedInTime = tally -> tally.isFinished() && tally.isInTime();
        Predicate<Tally> isCountedAsClosable =
                tally -> !formulas.closing().withoutSpeciallyClosed() || !tally.isSpeciallyClosed();
        return new Figures(
                tallies.size(),
                valid,
                tallies.size() - valid,
                new Ratio(
                        count(tallies, finishedInTime),
                        switch (formulas.onTime().among()) {
                            case ALL -> tallies.size();
                            case FINISHED -> count(tallies, Tally::isFinished);
                        }),
                new Ratio(
                        count(
                                tallies,
                                tally -> tally.satisfaction()
                                        .filter(followUp.satisfied()::contains)
                                        .isPresent()),
                        switch (formulas.satisfaction().among()) {
                            case ALL -> tallies.size();
                            case SURVEYED ->
                                count(tallies, tally -> tally.satisfaction().isPresent());
                        }),
                new Ratio(
                        count(tallies, isCountedAsClosable.and(Tally::isFinished)),
                        count(tallies, isCountedAsClosable)),
                formulas.response()
                        .map(_ -> new Ratio(
                                count(tallies, tally -> tally.responded().orElse(false)), tallies.size())),
                leaves);
    }

    private static long count(List<Tally> tallies, Predicate<Tally> which) {
        return tallies.stream().filter(which).count();
    }
}
