package hearback.agent.flow;

import hearback.agent.flow.Likenesses.Kin;
import hearback.agent.life.Actor;
import hearback.agent.life.Alike;
import hearback.agent.life.CourseFact;
import hearback.agent.life.Decide;
import hearback.agent.life.Decision;
import hearback.agent.life.Ids;
import hearback.agent.life.OnCall;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.Ticket;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.Profile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives tickets the classes that they get because others are like them (S3-91, S4-47): every one of the group, also
/// those that came before, each once, whoever else compares.
///
/// A ticket waits to be compared from the commit that changed what it is like, until all of its group have been told; a
/// process that dies in between has only begun, and the next one goes on.
public final class CompareTickets {
    private static final Logger LOG = LoggerFactory.getLogger(CompareTickets.class);
    private static final int MOST_AT_ONCE = 200;

    private final TicketStore tickets;
    private final Likenesses likenesses;
    private final Rulebook rules;
    private final FindAlike find;
    private final InstantSource time;

    public CompareTickets(TicketStore tickets, Likenesses likenesses, Rulebook rules, InstantSource time) {
        this.tickets = tickets;
        this.likenesses = likenesses;
        this.rules = rules;
        this.find = new FindAlike(tickets, likenesses, rules);
        this.time = time;
    }

    /// @return how many tickets were given a class
    public int runOnce() {
        int told = 0;
        for (Likenesses.Uncompared one : likenesses.uncompared(MOST_AT_ONCE)) {
            try {
                told += compare(one);
            } catch (IllegalStateException unreadable) {
                // It waits on, for a program that can read it; the others are not held up.
                LOG.error("ticket cannot be compared ticket={} reason={}", one.ticket(), unreadable.getMessage());
            }
        }
        return told;
    }

    /// Whatever is committed by now is seen: who waits was committed before he was found waiting.
    private int compare(Likenesses.Uncompared one) {
        Instant now = time.instant();
        Optional<Ticket> ticket = tickets.find(one.ticket());
        Optional<TicketLife> life = tickets.life(one.ticket());
        int told = 0;
        boolean isDone = true;
        if (ticket.isPresent() && life.isPresent()) {
            Optional<Kindred> kindred = find.of(ticket.get(), life.get(), now);
            Set<ClassFlag> flags = Alike.reach(rules.of(life.get(), now))
                    .map(Alike.Reach::flags)
                    .orElse(Set.of());
            for (Kin kin : kindred.map(Kindred::all).orElse(List.of())) {
                if (!kin.classes().containsAll(flags)) {
                    switch (tell(kin, kindred.get().others(kin), now)) {
                        case TOLD -> told++;
                        case NOTHING -> {
                            // There are not so many, or it was told before.
                        }
                        case OVERTAKEN -> isDone = false;
                    }
                }
            }
        }
        if (isDone) {
            likenesses.compared(one);
        }
        return told;
    }

    private enum Told {
        TOLD,
        NOTHING,
        /// Found again at the next turn.
        OVERTAKEN
    }

    /// What it gets is said by the profile that it goes by itself.
    private Told tell(Kin kin, Alike.Others others, Instant now) {
        Optional<TicketLife> read = tickets.life(kin.id());
        if (read.isEmpty()) {
            return Told.NOTHING;
        }
        TicketLife life = read.get();
        Profile profile = rules.of(life, now);
        Told told = Told.NOTHING;
        for (CourseFact.FoundAlike found : Alike.found(profile, life, kin.fellow(), others)) {
            if (!(Decide.on(profile, life, Actor.ITSELF, now, found) instanceof Decision.Accepted accepted)) {
                continue;
            }
            String cause = "alike " + Ids.of(found.flag()) + " " + Ids.of(found.shared());
            List<Step> steps = OnCall.steps(life.steps().size(), now, Actor.ITSELF, cause, accepted.facts());
            switch (tickets.add(kin.id(), life, steps)) {
                case OVERTAKEN -> {
                    return Told.OVERTAKEN;
                }
                case THERE_ALREADY -> {
                    // Told once is enough.
                }
                case DONE -> {
                    LOG.info("ticket is one of many ticket={} class={} of={}", kin.id(), found.flag(), found.tickets());
                    life = life.with(steps);
                    told = Told.TOLD;
                }
            }
        }
        return told;
    }
}
