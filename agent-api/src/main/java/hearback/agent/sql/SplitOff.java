package hearback.agent.sql;

import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketNumber;
import hearback.config.profile.Profile;
import hearback.telephony.call.CallId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Gives a call that urged one ticket a ticket of its own, in one transaction (b.6).
final class SplitOff {
    private static final String LOCK_HEAD = "select steps from agent.ticket where id = $1 for update";
    private static final String MOVE_CALL =
            "update agent.ticket_call set ticket = $3, link = 'OPENED' where call = $1 and ticket = $2";

    private SplitOff() {}

    /// @param after gives its next steps once the number of the new one is known
    record Old(UUID id, Profile profile, TicketLife before, Function<TicketNumber, List<Step>> after) {}

    /// Whoever adds to the old one meanwhile waits; who was faster is seen by the number of steps.
    ///
    /// @return empty when somebody was
    static Optional<Ticket> run(SqlConnection connection, Old old, CallId call, NewTickets.Wanted wanted) {
        Row head = Database.rows(connection, LOCK_HEAD, Tuple.of(old.id()))
                .iterator()
                .next();
        if (head.getInteger("steps") != old.before().steps().size()) {
            return Optional.empty();
        }
        Ticket.Open opened = NewTickets.insert(connection, wanted);
        List<Step> left = old.after().apply(opened.opening().number());
        StepRows.add(connection, old.id(), old.profile(), old.before(), left);
        UUID opening = opened.id().value();
        Database.rows(connection, MOVE_CALL, Tuple.of(call.text(), old.id(), opening));
        return TicketRows.read(connection, SqlTicketStore.BY_ID, Tuple.of(opening)).stream()
                .findFirst();
    }
}
