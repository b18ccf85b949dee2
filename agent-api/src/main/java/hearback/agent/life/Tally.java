package hearback.agent.life;

import hearback.agent.clock.Clock;
import hearback.config.profile.ClockId;
import hearback.config.profile.FollowUp;
import hearback.config.profile.Formulas;
import hearback.config.profile.Profile;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What one ticket is for the figures (regulation a.12).
///
/// @param isValid everything is that was not found invalid (S1-02)
/// @param isFinished nothing is open any more
/// @param isInTime none of the clocks that decide was breached (S1-56)
/// @param isSpeciallyClosed closed by approval although the customer was not content (S2-64)
/// @param responded the clock of the response was met; empty: it has none (S2-65)
/// @param satisfaction the worst of all that the customer ever answered: a bad answer is not made good by a later one
///     (b.10); empty: nobody asked him
/// @param leaves one of each axis (S0-44)
public record Tally(
        boolean isValid,
        boolean isFinished,
        boolean isInTime,
        boolean isSpeciallyClosed,
        Optional<Boolean> responded,
        Optional<FollowUp.Scale> satisfaction,
        Map<String, String> leaves) {
    public Tally {
        leaves = Map.copyOf(leaves);
    }

    /// Empty for what was no complaint or was not accepted: it is in no figure.
    public static Optional<Tally> of(Profile profile, TicketLife life, Instant now) {
        Stage stage = life.stage();
        Optional<Stage.Kind> kind = switch (stage) {
            case Stage.Closed closed -> Optional.of(closed.kind());
            case Stage.Archived archived -> Optional.of(archived.kind());
            default -> Optional.empty();
        };
        if (kind.filter(how -> how == Stage.Kind.NO_COMPLAINT || how == Stage.Kind.NOT_ACCEPTED)
                .isPresent()) {
            return Optional.empty();
        }
        Formulas formulas = profile.formulas();
        return Optional.of(new Tally(
                !FollowUps.isInvalid(life),
                !stage.isOpen(),
                clocks(profile, life, formulas.onTime().clocks())
                        .noneMatch(clock -> clock.verdict(now) == Clock.Verdict.BREACHED),
                kind.filter(how -> how == Stage.Kind.SPECIALLY).isPresent(),
                formulas.response()
                        .flatMap(response ->
                                clocks(profile, life, Set.of(response.clock())).findFirst())
                        .map(clock -> clock.verdict(now) == Clock.Verdict.MET),
                life.all(CustomerFact.FollowedUp.class)
                        .flatMap(done ->
                                Optional.ofNullable(done.answers().get(FollowUp.Question.SATISFACTION)).stream())
                        .max(Enum::compareTo),
                life.leaves(profile)));
    }

    private static Stream<Clock> clocks(Profile profile, TicketLife life, Collection<ClockId> ids) {
        return life.clocks(profile).stream()
                .filter(clock -> ids.contains(clock.rule().id()));
    }
}
