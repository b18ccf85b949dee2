package hearback.agent.life;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What comes of a proposed fact: never an exception.
public sealed interface Decision {
    /// @param facts the proposed one, completed, and what follows from it by rule, in the order in which to add
    /// them
    record Accepted(List<Fact> facts) implements Decision {
        public Accepted {
            facts = List.copyOf(facts);
        }
    }

    /// @param values what the text of the reason names
    record Refused(Refusal why, SortedMap<String, String> values) implements Decision {
        public Refused {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }

        static Optional<Refused> because(Refusal why) {
            return Optional.of(new Refused(why, new TreeMap<>()));
        }

        static Optional<Refused> because(Refusal why, Map<String, String> values) {
            return Optional.of(new Refused(why, new TreeMap<>(values)));
        }
    }
}
