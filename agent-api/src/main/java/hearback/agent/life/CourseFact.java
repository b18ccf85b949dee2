package hearback.agent.life;

import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClockId;
import hearback.config.profile.Powers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happens beside the way from intake to the end: urging, limits moved, outside bodies, links.
public sealed interface CourseFact extends Fact {
    /// 催办.
    ///
    /// @param call by which the customer did; empty when it was no call
    record Urged(By by, Optional<String> call, String note) implements CourseFact {}

    /// Who urges.
    enum By {
        CUSTOMER,
        CENTRE,
        SYSTEM
    }

    /// 督办: a leader has looked at it and says what is to happen.
    record Supervised(String note) implements CourseFact {}

    /// News about the matter came from the customer (S4-49).
    record Informed(String what) implements CourseFact {}

    /// @param order whose limit it is; 0: the ticket's own
    /// @param until the limit asked for
    /// @param progress how far it is, and why it takes longer (S0-22)
    /// @param consent the customer agreed (S4-61)
    record ExtensionAsked(ClockId clock, int order, Instant until, String progress, String reason, boolean consent)
            implements CourseFact {}

    record ExtensionGranted(ClockId clock, int order, Instant until) implements CourseFact {}

    record ExtensionRefused(ClockId clock, int order, String reason) implements CourseFact {}

    /// @param told to the customer; otherwise it stops no clock (S4-50)
    record Suspended(String reason, boolean told) implements CourseFact {}

    record Resumed(String note) implements CourseFact {}

    /// It belongs to a batch, as every ticket of it is marked (S0-12).
    record MarkedBatch(String batch) implements CourseFact {}

    /// So many are like it that a class follows (S3-91, S4-47). Hearback finds it, whoever opened or classified
    /// last.
    ///
    /// @param flag the class
    /// @param tickets their numbers, its own among them, in the order in which they reached us
    /// @param minutes within which
    record FoundAlike(Shared shared, ClassFlag flag, List<String> tickets, int minutes) implements CourseFact {
        public FoundAlike {
            tickets = List.copyOf(tickets);
        }
    }

    /// What they have in common.
    enum Shared {
        MATTER,
        /// And the problem.
        CUSTOMER
    }

    /// An outside body passed it on (S0-13).
    ///
    /// @param answerBy the limit that the body set; it stands on the order (S0-14)
    record EscalatedFrom(String body, String reference, Optional<Instant> answerBy) implements CourseFact {}

    /// It was passed on to an outside body or a higher place (a.9).
    record EscalatedTo(String body, String note) implements CourseFact {}

    /// @param ticket the number of the other one
    /// @param why mandatory when it is the bad result of that one (S0-11)
    record LinkedTo(String ticket, Kinship kinship, String why) implements CourseFact {}

    /// The call was about another matter, which has a ticket of its own now; it urged nothing (b.6).
    ///
    /// @param ticket the number of the other one
    record CallMoved(String call, String ticket) implements CourseFact {}

    /// What two tickets are to each other.
    enum Kinship {
        /// The customer is dissatisfied with the result of the other one (S0-11).
        DISSATISFIED_WITH,
        SAME_MATTER,
        BELONGS_TO
    }

    /// Somebody who may has agreed to what needs it ([Powers.Act]).
    record Approved(Powers.Act act, String note) implements CourseFact {}
}
