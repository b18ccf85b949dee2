package hearback.agent.flow;

import hearback.agent.life.DryRun;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketNumber;
import hearback.config.profile.Profile;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/// Holds a changed profile against past tickets, or a generated month, before it is switched on.
public final class TryProfile {
    private static final int PAGE = 200;

    private final TicketStore tickets;
    private final Rulebook rules;
    private final LongFunction<RandomGenerator> seeded;

    /// @param seeded chance of a seed: the same seed gives the same month
    public TryProfile(TicketStore tickets, Rulebook rules, LongFunction<RandomGenerator> seeded) {
        this.tickets = tickets;
        this.rules = rules;
        this.seeded = seeded;
    }

    /// @param tickets so many were held against it
    /// @param changed those about which something would be different
    public record Report(int tickets, List<Changed> changed) {
        public Report {
            changed = List.copyOf(changed);
        }
    }

    /// @param ticket its number; of a generated one, which of the month it is
    public record Changed(String ticket, List<DryRun.Difference> differences) {
        public Changed {
            differences = List.copyOf(differences);
        }
    }

    /// The newest tickets that go by this institution's profile.
    ///
    /// @param most tickets to look at
    public Report againstPast(Profile would, int most, Instant now) {
        List<Changed> changed = new ArrayList<>();
        int looked = 0;
        Optional<TicketNumber> before = Optional.empty();
        while (looked < most) {
            List<Ticket> page = tickets.list(Optional.empty(), Optional.empty(), before, Math.min(PAGE, most - looked));
            if (page.isEmpty()) {
                break;
            }
            for (Ticket ticket : page) {
                looked++;
                before = Optional.of(ticket.opening().number());
                Optional<TicketLife> life = tickets.life(ticket.id());
                life.filter(known -> rules.of(known, now)
                                .version()
                                .profile()
                                .equals(would.version().profile()))
                        .ifPresent(known -> note(
                                changed,
                                ticket.opening().number().text(),
                                DryRun.compare(rules.of(known, now), would, known, now)));
            }
        }
        return new Report(looked, changed);
    }

    /// @param was what the institution goes by now
    public Report againstGenerated(Profile was, Profile would, YearMonth month, int count, long seed, Instant now) {
        List<Changed> changed = new ArrayList<>();
        int number = 0;
        for (TicketLife life : new GeneratedMonth(was, month, seeded.apply(seed)).tickets(count)) {
            number++;
            note(changed, "generated " + number, DryRun.compare(was, would, life, now));
        }
        return new Report(count, changed);
    }

    private static void note(List<Changed> changed, String ticket, List<DryRun.Difference> differences) {
        if (!differences.isEmpty()) {
            changed.add(new Changed(ticket, differences));
        }
    }
}
