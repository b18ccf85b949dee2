package hearback.agent.ticket;

import hearback.config.profile.Intake;
import hearback.telephony.call.PhoneNumber;
import java.util.Optional;

/// What a call does to tickets: it urges the open one of the same customer and hotline, or opens a new one.
///
/// A customer who calls three times about one open matter has one ticket with two urges; after it was closed, the next
/// call opens the second ticket. Whoever withholds his number cannot be recognised and always gets a new one.
///
/// Source: regulation b.6 (S0-10, S0-11).
public final class TicketPolicy {
    private TicketPolicy() {}

    /// @param open the open ticket of the same hotline and number, when there is one
    /// @param onRepeat what the profile says of a call about an open matter
    public static Decision onCall(IncomingCall call, Optional<Ticket.Open> open, Intake.OnRepeat onRepeat) {
        return switch (call.customer()) {
            case PhoneNumber.Unknown _ -> new Decision.OpenNew();
            case PhoneNumber.Known number ->
                open.filter(_ -> onRepeat == Intake.OnRepeat.URGES)
                        .filter(ticket -> ticket.opening().hotline().equals(call.hotline())
                                && ticket.opening().customer().equals(number))
                        .<Decision>map(Decision.Urge::new)
                        .orElseGet(Decision.OpenNew::new);
        };
    }

    /// What to do.
    public sealed interface Decision {
        record OpenNew() implements Decision {}

        record Urge(Ticket.Open ticket) implements Decision {}
    }
}
