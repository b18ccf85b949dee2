package hearback.agent.flow;

import hearback.agent.flow.Likenesses.Kin;
import hearback.agent.life.Alike;
import hearback.agent.life.Likeness;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketNumber;
import hearback.config.profile.Profile;
import hearback.telephony.call.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds the tickets that are like one within the time that its profile's rules look back.
public final class FindAlike {
    private final TicketStore tickets;
    private final Likenesses likenesses;
    private final Rulebook rules;

    public FindAlike(TicketStore tickets, Likenesses likenesses, Rulebook rules) {
        this.tickets = tickets;
        this.likenesses = likenesses;
        this.rules = rules;
    }

    /// Empty when it counts nowhere, or no rule of its profile asks for others.
    public Optional<Kindred> of(Ticket ticket, TicketLife life, Instant now) {
        Profile profile = rules.of(life, now);
        return kin(profile, ticket, life)
                .flatMap(self -> Alike.reach(profile).map(reach -> Kindred.of(self, among(self, reach.within(), now))));
    }

    static Optional<Kin> kin(Profile profile, Ticket ticket, TicketLife life) {
        return Likeness.of(profile, life)
                .map(likeness -> new Kin(
                        ticket.id(),
                        ticket.opening().number(),
                        likeness.complainedBy(e164(ticket.opening().customer())),
                        ticket.standing().classes(),
                        ticket.standing().departments(),
                        ticket.standing().isSealed()));
    }

    private static Optional<String> e164(PhoneNumber customer) {
        return switch (customer) {
            case PhoneNumber.Known known -> Optional.of(known.e164());
            case PhoneNumber.Unknown _ -> Optional.empty();
        };
    }

    private Kindred.Among among(Kin self, Duration within, Instant now) {
        Instant around = self.likeness().receivedAt();
        return new Kindred.Among() {
            @Override
            public List<Kin> ofMatters(Set<String> matters) {
                return likenesses.ofMatters(matters, around, within, Kindred.MOST);
            }

            @Override
            public Optional<Kin> numbered(String number) {
                return TicketNumber.read(number.toUpperCase(Locale.ROOT))
                        .flatMap(tickets::read)
                        .flatMap(whole -> kin(rules.of(whole.life(), now), whole.ticket(), whole.life()))
                        .filter(kin -> Duration.between(around, kin.likeness().receivedAt())
                                        .abs()
                                        .compareTo(within)
                                <= 0);
            }

            @Override
            public List<Kin> ofCustomer(String complainant, String problem) {
                return likenesses.ofCustomer(complainant, problem, around, within, Kindred.MOST);
            }
        };
    }
}
