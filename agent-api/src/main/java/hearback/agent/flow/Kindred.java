package hearback.agent.flow;

import hearback.agent.flow.Likenesses.Kin;
import hearback.agent.life.Alike;
import hearback.agent.life.Likeness;
import hearback.agent.ticket.TicketId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tickets that are like one, itself among them. What is about the same matter as something that is about the same
/// matter as this is about the same matter as this: so people who link or mark one bring its whole group with it.
///
/// @param ofCustomer of the same customer with the same problem
public record Kindred(Map<TicketId, Kin> ofMatter, Map<TicketId, Kin> ofCustomer) {
    /// More are not looked at: each of them was looked at when it came.
    static final int MOST = 1_000;

    /// Where tickets are looked up.
    interface Among {
        List<Kin> ofMatters(Set<String> matters);

        /// @param number as [Likeness#hub] gives it
        Optional<Kin> numbered(String number);

        List<Kin> ofCustomer(String complainant, String problem);
    }

    static Kindred of(Kin self, Among others) {
        return new Kindred(ofMatter(self, others), ofCustomer(self, others));
    }

    private static Map<TicketId, Kin> ofMatter(Kin self, Among others) {
        Map<TicketId, Kin> found = new LinkedHashMap<>(Map.of(self.id(), self));
        Set<String> asked = new HashSet<>();
        Set<String> next = matters(self);
        while (!next.isEmpty() && found.size() < MOST) {
            asked.addAll(next);
            List<Kin> kin = new ArrayList<>(others.ofMatters(next));
            next.forEach(
                    matter -> Likeness.hub(matter).flatMap(others::numbered).ifPresent(kin::add));
            Set<String> more = new HashSet<>();
            kin.stream()
                    .filter(one -> found.putIfAbsent(one.id(), one) == null)
                    .forEach(one -> more.addAll(matters(one)));
            more.removeAll(asked);
            next = more;
        }
        return found;
    }

    /// With the matter of those that are linked to it.
    private static Set<String> matters(Kin kin) {
        Set<String> matters = new HashSet<>(kin.likeness().matters());
        matters.add(Likeness.linkedTo(kin.number().text()));
        return matters;
    }

    private static Map<TicketId, Kin> ofCustomer(Kin self, Among others) {
        Map<TicketId, Kin> found = new LinkedHashMap<>(Map.of(self.id(), self));
        self.likeness()
                .complainant()
                .flatMap(who -> self.likeness().problem().map(problem -> others.ofCustomer(who, problem)))
                .orElse(List.of())
                .forEach(one -> found.putIfAbsent(one.id(), one));
        return found;
    }

    Collection<Kin> all() {
        Map<TicketId, Kin> all = new LinkedHashMap<>(ofMatter);
        all.putAll(ofCustomer);
        return all.values();
    }

    /// As one of them sees the others.
    Alike.Others others(Kin one) {
        return new Alike.Others(fellows(ofMatter, one), fellows(ofCustomer, one));
    }

    private static List<Alike.Fellow> fellows(Map<TicketId, Kin> group, Kin one) {
        return group.containsKey(one.id())
                ? group.values().stream().map(Kin::fellow).toList()
                : List.of();
    }
}
