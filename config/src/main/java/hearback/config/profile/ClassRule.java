package hearback.config.profile;

import hearback.config.calendar.Length;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// How a ticket comes by one class and what the class does to its urgency (regulation a.2). The sources leave most of
/// these numbers open (S0-51).
///
/// @param by any one of these gives the class; without any only a person does, who may always
public record ClassRule(ClassFlag flag, RuleId rule, Urgency urgency, List<Trigger> by) {
    public ClassRule {
        by = List.copyOf(by);
    }

    /// How soon it is to be taken up: at least so (S0-16, S1-19).
    public enum Urgency {
        NORMAL,
        HIGH,
        URGENT
    }

    /// What gives a ticket its class without anybody deciding.
    public sealed interface Trigger {
        /// One of these was ticked at intake.
        record Ticked(Set<Circumstance> anyOf) implements Trigger {
            public Ticked {
                anyOf = Set.copyOf(anyOf);
            }
        }

        /// It came by one of these.
        record CameBy(Set<Channel> channels) implements Trigger {
            public CameBy {
                channels = Set.copyOf(channels);
            }
        }

        /// It stands at one of these leaves of an axis (S0-63).
        record StandsAt(String taxonomy, Set<String> leaves) implements Trigger {
            public StandsAt {
                leaves = Set.copyOf(leaves);
            }
        }

        /// Strictly more money than this (S3-62).
        record AmountOver(BigDecimal amount) implements Trigger {}

        /// So many tickets about one matter, this one among them, within the time (S3-91).
        record SameMatter(int tickets, Duration within) implements Trigger {}

        /// So many of one customer about one problem, this one among them, within the time (S4-47).
        record SameCustomer(int tickets, Duration within) implements Trigger {}

        /// Accepted so long ago and still not solved (S3-90).
        record UnsolvedFor(Length time) implements Trigger {}
    }
}
