package hearback.agent.http;

import hearback.agent.flow.FindAlike;
import hearback.agent.flow.Kindred;
import hearback.agent.flow.Likenesses;
import hearback.agent.flow.TicketStore;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Permission;
import hearback.agent.identity.Scope;
import hearback.agent.life.CourseFact;
import hearback.agent.life.TicketLife;
import hearback.agent.life.Words;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/tickets/{number}/alike`: the tickets of the same matter, and those of the same customer with the same problem.
///
/// Only those are named that the asker may see (Scope). A hidden complainant is not told by his company: the others
/// of his ticket are named to those who broke its seal, and his ticket is not named with those of others (S3-03).
/// What is not named is counted.
final class AlikeRoutes {
    private final TicketStore tickets;
    private final TicketAccess access;
    private final FindAlike find;
    private final InstantSource time;

    AlikeRoutes(TicketStore tickets, FindAlike find, InstantSource time) {
        this.tickets = tickets;
        this.access = new TicketAccess(tickets);
        this.find = find;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of("getTicketsAlike", new Contract.Route(Permission.READ_TICKETS, this::alike));
    }

    private void alike(Asked asked) {
        TicketStore.Whole whole = access.whole(asked);
        Optional<Kindred> kindred = find.of(whole.ticket(), whole.life(), time.instant());
        boolean mayName = mayName(asked, whole.ticket(), whole.life());
        asked.answer(new JsonObject()
                .put("ticket", whole.ticket().opening().number().text())
                .put("sameMatter", named(asked.who(), whole.ticket(), mayName, kindred.map(Kindred::ofMatter)))
                .put("sameCustomer", named(asked.who(), whole.ticket(), mayName, kindred.map(Kindred::ofCustomer))));
    }

    private static boolean mayName(Asked asked, Ticket ticket, TicketLife life) {
        return !ticket.standing().isSealed() || TicketAccess.broke(asked, life);
    }

    private static JsonObject named(
            AgentIdentity who, Ticket self, boolean mayName, Optional<? extends Map<?, Likenesses.Kin>> group) {
        Collection<Likenesses.Kin> others =
                group.<Collection<Likenesses.Kin>>map(Map::values).orElse(List.of()).stream()
                        .filter(kin -> !kin.id().equals(self.id()))
                        .toList();
        List<String> named = others.stream()
                .filter(kin -> mayName && !kin.isSealed() && Scope.mayRead(who, kin.departments()))
                .map(Likenesses.Kin::number)
                .sorted()
                .map(TicketNumber::text)
                .toList();
        return new JsonObject().put("tickets", new JsonArray(named)).put("notNamed", others.size() - named.size());
    }

    /// A step by which a class was found names no more than that.
    JsonObject shown(Asked asked, TicketStore.Whole whole, CourseFact.FoundAlike found, JsonObject step) {
        List<String> named = named(asked, whole, found.tickets());
        step.getJsonObject("fact").put("tickets", new JsonArray(named));
        return step.put("words", new Words(asked.locale()).of(found, named));
    }

    private List<String> named(Asked asked, TicketStore.Whole whole, List<String> numbers) {
        if (Scope.departmentOf(asked.who()).isEmpty() && !tickets.anySealed()) {
            return numbers;
        }
        String own = whole.ticket().opening().number().text();
        boolean mayName = mayName(asked, whole.ticket(), whole.life());
        return numbers.stream()
                .filter(number -> number.equals(own) || (mayName && isNamed(asked.who(), number)))
                .toList();
    }

    private boolean isNamed(AgentIdentity who, String number) {
        return TicketNumber.read(number)
                .flatMap(tickets::find)
                .filter(other -> !other.standing().isSealed() && Scope.maySee(who, other.standing()))
                .isPresent();
    }
}
