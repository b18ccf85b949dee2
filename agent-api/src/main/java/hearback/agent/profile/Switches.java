package hearback.agent.profile;

import hearback.config.profile.ProfileVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Every switch there was, in their order.
///
/// Of a hotline's switches that have begun the one that was committed last counts, whatever their instants: two nodes
/// whose clocks differ a little do not undo each other's.
public record Switches(List<Switch> all) {
    public static final Switches NONE = new Switches(List.of());

    public Switches {
        all = List.copyOf(all);
    }

    /// With those that came after.
    public Switches and(List<Switch> later) {
        if (later.isEmpty()) {
            return this;
        }
        List<Switch> together = new ArrayList<>(all);
        together.addAll(later);
        return new Switches(together);
    }

    /// The place of the last one; 0 when there is none.
    public long place() {
        return all.isEmpty() ? 0 : all.getLast().place();
    }

    /// What a hotline goes by at an instant; empty when nobody ever chose.
    public Optional<ProfileVersion> at(String hotline, Instant at) {
        return last(hotline, at).or(() -> last(Switch.EVERY, at)).map(Switch::version);
    }

    /// What each hotline that was named goes by at an instant, and all others.
    public Map<String, Switch> standing(Instant at) {
        Map<String, Switch> standing = new TreeMap<>();
        all.stream().filter(one -> !one.since().isAfter(at)).forEach(one -> standing.put(one.hotline(), one));
        return standing;
    }

    private Optional<Switch> last(String hotline, Instant at) {
        return all.reversed().stream()
                .filter(one -> one.hotline().equals(hotline) && !one.since().isAfter(at))
                .findFirst();
    }
}
