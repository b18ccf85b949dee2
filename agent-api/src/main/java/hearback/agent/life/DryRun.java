package hearback.agent.life;

import hearback.agent.clock.Clock;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What would be different about a ticket under another profile: its limits, its classes, its gate. A pure comparison
/// of what each says about the same steps; nothing is changed by it. What depends on other tickets is told to it by
/// whoever has them.
public final class DryRun {
    private DryRun() {}

    /// @param subject a clock with its order and start (`handling/1/7`), `classes`, `urgency` or `gate`
    /// @param before empty: there is none
    /// @param after empty: there would be none
    public record Difference(What what, String subject, String before, String after) {}

    /// What differs.
    public enum What {
        /// A limit would be due at another time, exist, or not exist.
        DUE,
        /// A limit that was kept would be broken, or the other way round.
        VERDICT,
        CLASSES,
        URGENCY,
        /// Whether it must be listened to again before dispatch.
        GATE
    }

    /// @param alike the classes that it has by each because others are like it ([Alike])
    public record Under(Profile profile, Set<ClassFlag> alike) {
        public Under {
            alike = Set.copyOf(alike);
        }
    }

    /// As below, of a ticket that is alone.
    public static List<Difference> compare(Profile was, Profile would, TicketLife life, Instant now) {
        return compare(new Under(was, Set.of()), new Under(would, Set.of()), life, now);
    }

    /// @param now at which it is judged what was kept
    public static List<Difference> compare(Under before, Under after, TicketLife life, Instant now) {
        Profile was = before.profile();
        Profile would = after.profile();
        List<Difference> found = limits(was, would, life, now);
        add(found, What.CLASSES, "classes", classes(before, life, now), classes(after, life, now));
        add(found, What.URGENCY, "urgency", Ids.of(life.urgency(was)), Ids.of(life.urgency(would)));
        add(
                found,
                What.GATE,
                "gate",
                Gate.trigger(was, life).orElse(""),
                Gate.trigger(would, life).orElse(""));
        return found;
    }

    private static List<Difference> limits(Profile was, Profile would, TicketLife life, Instant now) {
        List<Difference> found = new ArrayList<>();
        Map<String, Clock> before = clocks(was, life);
        Map<String, Clock> after = clocks(would, life);
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String key : keys) {
            Clock one = before.get(key);
            Clock other = after.get(key);
            add(
                    found,
                    What.DUE,
                    key,
                    one == null ? "" : one.due().toString(),
                    other == null ? "" : other.due().toString());
            if (one != null && other != null) {
                add(found, What.VERDICT, key, Ids.of(one.verdict(now)), Ids.of(other.verdict(now)));
            }
        }
        return found;
    }

    private static void add(List<Difference> found, What what, String subject, String before, String after) {
        if (!Objects.equals(before, after)) {
            found.add(new Difference(what, subject, before, after));
        }
    }

    private static Map<String, Clock> clocks(Profile profile, TicketLife life) {
        return life.clocks(profile).stream()
                .collect(Collectors.toMap(
                        clock -> clock.key().toString(), clock -> clock, (one, _) -> one, TreeMap::new));
    }

    /// Those that its rules give; what people gave or took stays under any profile.
    private static String classes(Under under, TicketLife life, Instant now) {
        Set<ClassFlag> classes = new HashSet<>(under.alike());
        classes.addAll(Follows.byRule(Situation.of(under.profile(), life, Actor.ITSELF, now)));
        return classes.stream().map(Ids::of).sorted().collect(Collectors.joining(", "));
    }
}
