package hearback.agent.flow;

import hearback.agent.flow.Likenesses.Kin;
import hearback.agent.life.Alike;
import hearback.agent.life.Likeness;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The classes that tickets have by some rules because others among the same tickets are like them; what is not among
/// them is not known.
final class AlikeAmong implements Kindred.Among {
    private final Map<String, List<Kin>> ofMatter = new HashMap<>();
    private final Map<List<String>, List<Kin>> ofCustomer = new HashMap<>();
    private final Map<String, Kin> numbered = new HashMap<>();

    record Past(Ticket ticket, TicketLife life) {}

    /// @param rules by which each goes
    static Map<TicketId, Set<ClassFlag>> classes(List<Past> tickets, Function<TicketLife, Profile> rules) {
        AlikeAmong among = new AlikeAmong();
        Map<TicketId, Profile> profiles = new HashMap<>();
        for (Past past : tickets) {
            Profile profile = rules.apply(past.life());
            FindAlike.kin(profile, past.ticket(), past.life()).ifPresent(kin -> {
                profiles.put(kin.id(), profile);
                among.add(kin);
            });
        }
        Map<TicketId, Set<ClassFlag>> classes = new HashMap<>();
        for (Kin kin : among.numbered.values()) {
            Optional.ofNullable(profiles.get(kin.id()))
                    .filter(profile -> Alike.reach(profile).isPresent())
                    .ifPresent(profile -> classes.put(
                            kin.id(),
                            Alike.classes(
                                    profile,
                                    kin.fellow(),
                                    Kindred.of(kin, among).others(kin))));
        }
        return classes;
    }

    private void add(Kin kin) {
        kin.likeness()
                .matters()
                .forEach(matter ->
                        ofMatter.computeIfAbsent(matter, _ -> new ArrayList<>()).add(kin));
        kin.likeness()
                .complainant()
                .ifPresent(who -> kin.likeness()
                        .problem()
                        .ifPresent(problem -> ofCustomer
                                .computeIfAbsent(List.of(who, problem), _ -> new ArrayList<>())
                                .add(kin)));
        Likeness.hub(Likeness.linkedTo(kin.number().text())).ifPresent(number -> numbered.put(number, kin));
    }

    @Override
    public List<Kin> ofMatters(Set<String> matters) {
        return matters.stream()
                .flatMap(matter -> Stream.ofNullable(ofMatter.get(matter)))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    @Override
    public Optional<Kin> numbered(String number) {
        return Optional.ofNullable(numbered.get(number));
    }

    @Override
    public List<Kin> ofCustomer(String complainant, String problem) {
        return ofCustomer.getOrDefault(List.of(complainant, problem), List.of());
    }
}
