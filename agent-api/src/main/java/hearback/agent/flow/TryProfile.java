package hearback.agent.flow;

import hearback.agent.life.DryRun;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.Profile;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    /// @param withOthers whether classes that follow from other tickets were tried
    public record Report(int tickets, List<Changed> changed, boolean withOthers) {
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

    /// The newest tickets that go by this institution's profile, compared with each other too: a class that follows
    /// from others is found when those are among them.
    ///
    /// @param most tickets to look at
    public Report againstPast(Profile would, int most, Instant now) {
        List<AlikeAmong.Past> past = new ArrayList<>();
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
                tickets.life(ticket.id())
                        .filter(known -> rules.of(known, now)
                                .version()
                                .profile()
                                .equals(would.version().profile()))
                        .ifPresent(known -> past.add(new AlikeAmong.Past(ticket, known)));
            }
        }
        Map<TicketId, Set<ClassFlag>> was = AlikeAmong.classes(past, life -> rules.of(life, now));
        Map<TicketId, Set<ClassFlag>> wouldBe = AlikeAmong.classes(past, _ -> would);
        List<Changed> changed = new ArrayList<>();
        for (AlikeAmong.Past one : past) {
            TicketId id = one.ticket().id();
            var under = new DryRun.Under(rules.of(one.life(), now), was.getOrDefault(id, Set.of()));
            var then = new DryRun.Under(would, wouldBe.getOrDefault(id, Set.of()));
            note(changed, one.ticket().opening().number().text(), DryRun.compare(under, then, one.life(), now));
        }
        return new Report(looked, changed, true);
    }

    /// Nobody complains in such a month, and nothing says where: classes that follow from other tickets are not
    /// tried by it, and the report says so.
    ///
    /// @param was what the institution goes by now
    public Report againstGenerated(Profile was, Profile would, YearMonth month, int count, long seed, Instant now) {
        List<Changed> changed = new ArrayList<>();
        int number = 0;
        for (TicketLife life : new GeneratedMonth(was, month, seeded.apply(seed)).tickets(count)) {
            number++;
            note(changed, "generated " + number, DryRun.compare(was, would, life, now));
        }
        return new Report(count, changed, false);
    }

    private static void note(List<Changed> changed, String ticket, List<DryRun.Difference> differences) {
        if (!differences.isEmpty()) {
            changed.add(new Changed(ticket, differences));
        }
    }
}
