package hearback.agent.http;

import hearback.agent.flow.TicketStore;
import hearback.agent.identity.Scope;
import hearback.agent.life.TicketLife;
import hearback.agent.life.TrustFact;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketNumber;

/// Which ticket somebody asks for, and what he sees of it.
final class TicketAccess {
    private final TicketStore tickets;

    TicketAccess(TicketStore tickets) {
        this.tickets = tickets;
    }

    /// What somebody may not see is not there (faults.md 3.5, API1).
    Ticket seen(Asked asked) {
        return TicketNumber.read(asked.path("number"))
                .flatMap(tickets::find)
                .filter(ticket -> Scope.maySee(asked.who(), ticket.standing()))
                .orElseThrow(Problems::notFound);
    }

    /// As above, with its history.
    TicketStore.Whole whole(Asked asked) {
        return TicketNumber.read(asked.path("number"))
                .flatMap(tickets::read)
                .filter(whole -> Scope.maySee(asked.who(), whole.ticket().standing()))
                .orElseThrow(Problems::notFound);
    }

    /// What happened to it, without what the head says.
    TicketStore.History history(Asked asked) {
        return TicketNumber.read(asked.path("number"))
                .flatMap(tickets::history)
                .filter(history -> Scope.mayRead(asked.who(), history.departments()))
                .orElseThrow(Problems::notFound);
    }

    static Eyes eyes(Asked asked, Ticket ticket) {
        return asked.eyes().before(ticket.standing());
    }

    /// Behind a seal only those look who broke it (S3-03).
    static Eyes eyes(Asked asked, Ticket ticket, TicketLife life) {
        return broke(asked, life) ? asked.eyes() : eyes(asked, ticket);
    }

    /// Whether he broke its seal.
    static boolean broke(Asked asked, TicketLife life) {
        return life.steps().stream()
                .anyMatch(step -> step.fact() instanceof TrustFact.SealBroken
                        && step.actor().name().equals(asked.who().name()));
    }
}
