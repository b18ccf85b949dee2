package hearback.agent.flow;

import hearback.agent.life.Alike;
import hearback.agent.life.Likeness;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.config.profile.ClassFlag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Needed: by what tickets are like each other. It is written with their steps, in one transaction, and a ticket of
/// which it changed waits from then on to be compared; so whoever commits last sees all the others, whichever node he
/// is on.
///
/// Every method throws [hearback.telephony.flow.StoreUnavailable] when the database could not be asked; asking again is
/// safe.
public interface Likenesses {
    /// Those that wait to be compared, the longest waiting first.
    List<Uncompared> uncompared(int limit);

    /// @param since when it waits; another when it changed again
    record Uncompared(TicketId ticket, Instant since) {}

    /// It waits no longer, unless it changed meanwhile.
    void compared(Uncompared ticket);

    /// Those that are about any of these matters and reached us at most so long before or after, the nearest first.
    List<Kin> ofMatters(Set<String> matters, Instant around, Duration within, int limit);

    /// Those of one complainant with one problem, as above.
    List<Kin> ofCustomer(String complainant, String problem, Instant around, Duration within, int limit);

    /// A ticket that may be like another.
    ///
    /// @param departments to which it ever went
    record Kin(
            TicketId id,
            TicketNumber number,
            Likeness likeness,
            Set<ClassFlag> classes,
            Set<String> departments,
            boolean isSealed) {
        public Kin {
            classes = Set.copyOf(classes);
            departments = Set.copyOf(departments);
        }

        Alike.Fellow fellow() {
            return Alike.Fellow.of(number.text(), likeness);
        }
    }
}
