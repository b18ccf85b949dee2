package hearback.agent.flow;

import hearback.agent.life.Actor;
import hearback.agent.life.LineFact;
import hearback.agent.ticket.TicketId;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.NextMove;
import hearback.telephony.flow.Callbacks;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a callback that ended without contact a supervisor's task, once, whoever died in between (a.4): on its ticket,
/// where the same callback is one step, or by itself when it belongs to none. It is handed on when the task is there.
public final class HandOnUnreachable {
    private static final Logger LOG = LoggerFactory.getLogger(HandOnUnreachable.class);
    private static final int MOST_AT_ONCE = 100;

    private final Callbacks callbacks;
    private final WorkOnTickets work;
    private final UnreachedStore unreached;

    public HandOnUnreachable(Callbacks callbacks, WorkOnTickets work, UnreachedStore unreached) {
        this.callbacks = callbacks;
        this.work = work;
        this.unreached = unreached;
    }

    /// @return how many were handed on
    public int runOnce() {
        int handedOn = 0;
        for (CallbackPlan plan : callbacks.toHandOn(MOST_AT_ONCE)) {
            if (plan.state() instanceof CallbackState.Closed closed) {
                hindrance(closed.reason()).ifPresent(hindrance -> handOn(plan, closed.at(), hindrance));
                callbacks.handedOn(plan.request().id());
                handedOn++;
            }
        }
        return handedOn;
    }

    private void handOn(CallbackPlan plan, Instant closedAt, LineFact.Hindrance hindrance) {
        CallbackId id = plan.request().id();
        String why = why(id);
        Optional<TicketId> ticket = OpenTickets.ticketOf(plan.request().subject());
        if (ticket.filter(its -> isTold(its, id, hindrance, why)).isEmpty()) {
            unreached.add(new UnreachedStore.Unreached(id, hindrance, why, closedAt, Optional.empty()));
            LOG.info("customer unreachable callback={} why={}", id, why);
        }
    }

    /// False when there is no such ticket.
    private boolean isTold(TicketId ticket, CallbackId id, LineFact.Hindrance hindrance, String why) {
        var found = new LineFact.FoundUnreachable(id.toString(), hindrance, why);
        return switch (work.propose(ticket, Actor.ITSELF, "unreachable " + id, found)) {
            // Told before, perhaps in other words.
            case WorkOnTickets.Outcome.CauseUsedOtherwise() -> true;
            case WorkOnTickets.Outcome.Taken _ -> {
                LOG.info("customer unreachable ticket={} callback={} why={}", ticket, id, why);
                yield true;
            }
            case WorkOnTickets.Outcome.NoSuchTicket() -> {
                LOG.warn("callback={} ended without contact and its ticket={} is not there", id, ticket);
                yield false;
            }
            case WorkOnTickets.Outcome.Refused _ ->
                throw new IllegalStateException("ticket " + ticket + " does not take " + found);
        };
    }

    private String why(CallbackId id) {
        return callbacks.decisions(id).reversed().stream()
                .map(decision -> decision.move() instanceof NextMove.Close close ? close.why() : "")
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Optional<LineFact.Hindrance> hindrance(CloseReason reason) {
        return switch (reason) {
            case UNREACHABLE -> Optional.of(LineFact.Hindrance.TRIES_EXHAUSTED);
            case NUMBER_UNKNOWN -> Optional.of(LineFact.Hindrance.NUMBER_UNKNOWN);
            case NUMBER_CHANGED -> Optional.of(LineFact.Hindrance.NUMBER_CHANGED);
            case NOT_ALLOWED -> Optional.of(LineFact.Hindrance.NOT_ALLOWED);
            // The follow-up stays owed to a person by itself.
            case REACHED, CONTACTED, NOTHING_PRESSED, WITHDRAWN -> Optional.empty();
        };
    }
}
