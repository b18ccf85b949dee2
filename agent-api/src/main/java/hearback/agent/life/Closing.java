package hearback.agent.life;

import java.time.Instant;
import java.util.Optional;

/// By what a ticket was closed.
///
/// @param who did it, by name
/// @param why in the words of whoever did, or the id of the rule
public record Closing(Instant at, String who, String why) {
    /// Empty while it is open.
    public static Optional<Closing> of(TicketLife life) {
        if (life.stage().isOpen()) {
            return Optional.empty();
        }
        return life.steps().reversed().stream()
                .flatMap(step -> why(step.fact())
                        .map(why -> new Closing(step.at(), step.actor().name(), why))
                        .stream())
                .findFirst();
    }

    private static Optional<String> why(Fact fact) {
        return switch (fact) {
            case IntakeFact.NotAccepted not -> Optional.of(not.reason());
            case IntakeFact.SettledAtOnce settled -> Optional.of(settled.explanation());
            case EndFact.SpeciallyClosed closed -> Optional.of(closed.note());
            case EndFact.WithdrawalChecked checked when checked.ofHisOwnWill() -> Optional.of(checked.note());
            case EndFact.Closed closed -> Optional.of(closed.reason());
            default -> Optional.empty();
        };
    }
}
