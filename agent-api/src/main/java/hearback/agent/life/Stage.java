package hearback.agent.life;

import java.time.Instant;

/// How far a ticket is. What is orthogonal to it (classes, suspension, links, pending requests) stands beside it.
public sealed interface Stage {
    /// Registered, not accepted yet.
    record Intake() implements Stage {}

    /// @param what is missing (S3-92)
    record AwaitingDocuments(String what) implements Stage {}

    /// Accepted: its limits run, and somebody writes down what it is about.
    record Accepted() implements Stage {}

    /// At the dispatcher.
    record Submitted() implements Stage {}

    /// At one department or several.
    record AtDepartment() implements Stage {}

    /// Answered, and the answer is being looked at.
    record UnderReview() implements Stage {}

    /// The customer is to be told.
    record ToBeTold() implements Stage {}

    /// The customer accepts what he was told.
    record Told() implements Stage {}

    /// The customer is not content: somebody decides what comes next.
    ///
    /// @param mustBeDispatched it can only go back (S2-53)
    record Objected(boolean mustBeDispatched) implements Stage {}

    /// Nothing is open any more.
    record Closed(Kind kind, Instant at) implements Stage {}

    /// Filed; nothing changes it any more.
    record Archived(Kind kind, Instant closedAt) implements Stage {}

    /// In which way it was closed.
    enum Kind {
        FINISHED,
        NO_COMPLAINT,
        NOT_ACCEPTED,
        SETTLED_AT_ONCE,
        /// By approval, although the customer is not content (S2-64).
        SPECIALLY,
        WITHDRAWN,
        /// The customer could not be reached, as a supervisor accepted (a.4).
        UNREACHABLE
    }

    default boolean isOpen() {
        return switch (this) {
            case Closed _, Archived _ -> false;
            case Intake _,
                    AwaitingDocuments _,
                    Accepted _,
                    Submitted _,
                    AtDepartment _,
                    UnderReview _,
                    ToBeTold _,
                    Told _,
                    Objected _ -> true;
        };
    }

    /// The name by which texts and the interface know it: `at-department`.
    default String id() {
        return Ids.of(getClass());
    }
}
