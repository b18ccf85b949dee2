package hearback.agent.life;

import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClassRule;
import hearback.config.profile.ClassRule.Trigger;
import hearback.config.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The classes that a ticket gets because others are like it: so many of one matter (S3-91), so many of one customer
/// about one problem (S4-47). A pure function of the tickets that are known; they come together when a stretch of the
/// time the rule names, its ends included, holds enough of them.
public final class Alike {
    private static final Comparator<Fellow> IN_ORDER =
            Comparator.comparing(Fellow::receivedAt).thenComparing(Fellow::number);

    private Alike() {}

    /// A ticket as others see it.
    ///
    /// @param complainant empty: one nobody is not told from another
    public record Fellow(String number, Optional<String> complainant, Instant receivedAt) {
        public static Fellow of(String number, Likeness likeness) {
            return new Fellow(number, likeness.complainant(), likeness.receivedAt());
        }
    }

    /// Those that are like it, itself among them or not.
    public record Others(Collection<Fellow> ofMatter, Collection<Fellow> ofCustomer) {
        public Others {
            ofMatter = List.copyOf(ofMatter);
            ofCustomer = List.copyOf(ofCustomer);
        }
    }

    /// What is to be told of it now: a class stands once, and what somebody took away is not given again.
    public static List<CourseFact.FoundAlike> found(Profile profile, TicketLife life, Fellow self, Others others) {
        Set<ClassFlag> told = EnumSet.noneOf(ClassFlag.class);
        told.addAll(life.classes());
        life.all(IntakeFact.ClassTaken.class).map(IntakeFact.ClassTaken::flag).forEach(told::add);
        return all(profile, self, others)
                .filter(found -> told.add(found.flag()))
                .toList();
    }

    /// Every class that these rules give it, whether it stands or not.
    public static Set<ClassFlag> classes(Profile profile, Fellow self, Others others) {
        return all(profile, self, others).map(CourseFact.FoundAlike::flag).collect(Collectors.toSet());
    }

    /// The classes that may come so, and the longest time that such a rule looks back; empty: there is no such
    /// rule.
    public static Optional<Reach> reach(Profile profile) {
        Set<ClassFlag> flags = EnumSet.noneOf(ClassFlag.class);
        Duration within = Duration.ZERO;
        for (ClassRule rule : profile.classes()) {
            for (Trigger trigger : rule.by()) {
                Optional<Duration> time = switch (trigger) {
                    case Trigger.SameMatter matter -> Optional.of(matter.within());
                    case Trigger.SameCustomer customer -> Optional.of(customer.within());
                    case Trigger.Ticked _,
                            Trigger.CameBy _,
                            Trigger.StandsAt _,
                            Trigger.AmountOver _,
                            Trigger.UnsolvedFor _ -> Optional.empty();
                };
                if (time.isPresent()) {
                    flags.add(rule.flag());
                    within = within.compareTo(time.get()) < 0 ? time.get() : within;
                }
            }
        }
        return flags.isEmpty() ? Optional.empty() : Optional.of(new Reach(flags, within));
    }

    public record Reach(Set<ClassFlag> flags, Duration within) {
        public Reach {
            flags = Set.copyOf(flags);
        }
    }

    private static Stream<CourseFact.FoundAlike> all(Profile profile, Fellow self, Others others) {
        return profile.classes().stream()
                .flatMap(rule ->
                        rule.by().stream().flatMap(trigger -> by(rule.flag(), trigger, self, others).stream()));
    }

    private static Optional<CourseFact.FoundAlike> by(ClassFlag flag, Trigger trigger, Fellow self, Others others) {
        return switch (trigger) {
            // Five of one household are one household.
            case Trigger.SameMatter(int tickets, Duration within) ->
                together(self, others.ofMatter(), tickets, within, true)
                        .map(numbers -> new CourseFact.FoundAlike(
                                CourseFact.Shared.MATTER, flag, numbers, Math.toIntExact(within.toMinutes())));
            case Trigger.SameCustomer(int tickets, Duration within) ->
                together(self, others.ofCustomer(), tickets, within, false)
                        .map(numbers -> new CourseFact.FoundAlike(
                                CourseFact.Shared.CUSTOMER, flag, numbers, Math.toIntExact(within.toMinutes())));
            case Trigger.Ticked _, Trigger.CameBy _, Trigger.StandsAt _, Trigger.AmountOver _, Trigger.UnsolvedFor _ ->
                Optional.empty();
        };
    }

    /// @param distinct each complainant counts once
    /// @return as many as are needed, it among them, in the order in which they came; empty: there are not so many
    private static Optional<List<String>> together(
            Fellow self, Collection<Fellow> others, int needed, Duration within, boolean distinct) {
        List<Fellow> all = Stream.concat(
                        Stream.of(self),
                        others.stream().filter(other -> !other.number().equals(self.number())))
                .sorted(IN_ORDER)
                .toList();
        for (Fellow first : all) {
            if (first.receivedAt().isAfter(self.receivedAt())) {
                break;
            }
            Instant until = first.receivedAt().plus(within);
            if (until.isBefore(self.receivedAt())) {
                continue;
            }
            List<Fellow> chosen = new ArrayList<>(List.of(self));
            Set<String> complainants = new HashSet<>(Set.of(self.complainant().orElse("")));
            all.stream()
                    .filter(one -> !one.receivedAt().isBefore(first.receivedAt())
                            && !one.receivedAt().isAfter(until)
                            && !one.equals(self))
                    .filter(one ->
                            !distinct || complainants.add(one.complainant().orElse("")))
                    .limit(needed - 1L)
                    .forEach(chosen::add);
            if (chosen.size() == needed) {
                return Optional.of(
                        chosen.stream().sorted(IN_ORDER).map(Fellow::number).toList());
            }
        }
        return Optional.empty();
    }
}
