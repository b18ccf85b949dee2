package hearback.agent.flow;

import hearback.agent.life.Alarms;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.life.WatchFact;
import hearback.agent.ticket.TicketId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the limits of all open tickets by the index of what is due next: tells each warning and each breach once,
/// whoever else watches (decision 0009).
public final class WatchClocks {
    private static final Logger LOG = LoggerFactory.getLogger(WatchClocks.class);
    private static final int MOST_AT_ONCE = 1_000;

    private final TicketStore tickets;
    private final Rulebook rules;
    private final InstantSource time;

    public WatchClocks(TicketStore tickets, Rulebook rules, InstantSource time) {
        this.tickets = tickets;
        this.rules = rules;
        this.time = time;
    }

    /// @return of how many tickets something was told
    public int runOnce() {
        Instant now = time.instant();
        int told = 0;
        for (TicketId ticket : tickets.due(now, MOST_AT_ONCE)) {
            told += tell(ticket, now) ? 1 : 0;
        }
        return told;
    }

    /// Whoever is overtaken finds it again at the next turn.
    private boolean tell(TicketId ticket, Instant now) {
        Optional<TicketLife> found = tickets.life(ticket);
        if (found.isEmpty()) {
            return false;
        }
        TicketLife life = found.get();
        List<Step> steps = Alarms.due(rules.of(life, now), life, now);
        if (steps.isEmpty()) {
            tickets.watchAgain(ticket, life, now);
            return false;
        }
        if (tickets.add(ticket, life, steps) != TicketStore.Added.DONE) {
            return false;
        }
        steps.stream()
                .map(Step::fact)
                .filter(WatchFact.ClockBreached.class::isInstance)
                .map(WatchFact.ClockBreached.class::cast)
                .forEach(breach -> LOG.info("limit passed ticket={} clock={}", ticket, breach.clock()));
        return true;
    }
}
