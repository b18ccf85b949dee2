package hearback.telephony.callback;

import java.time.Instant;
import java.util.Optional;

/// A callback whose time has come and which waits to be begun: for a line, a trunk, an agent or the end of a pause.
/// Once it has waited so long that its floor cannot be kept any more, that is its problem, and capacity is the
/// reason.
///
/// Source: regulation b.2, feasibility at every change; S0-39.
public final class Overdue {
    private Overdue() {}

    /// The same move with its problem named; empty while the floor can be kept.
    ///
    /// @param planned as it waits; it keeps its place
    /// @param asOfNow what would be planned now
    public static Optional<NextMove.DialAt> named(
            RetryRule rule, CallbackState.Planned planned, NextMove asOfNow, Instant now) {
        if (!(asOfNow instanceof NextMove.DialAt dial) || !planned.dueAt().isBefore(now)) {
            return Optional.empty();
        }
        var words = new Wording(rule.hours());
        return dial.problem()
                .map(problem -> new NextMove.DialAt(
                        planned.dueAt(),
                        planned.why(),
                        Optional.of(problem + "; no capacity: due " + words.moment(planned.dueAt())
                                + " and not begun by " + words.moment(now))));
    }
}
