package hearback.agent.life;

import hearback.config.profile.FollowUp;
import hearback.config.profile.Powers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What passes between us and the customer after intake (regulation a.4, a.5).
public sealed interface CustomerFact extends Fact {
    /// Somebody tried to tell him and could not: kept with its reason and time, or the first attempt cannot be
    /// proved (S0-38).
    ///
    /// @param attempt of the callback that tried; empty when it was dialled by hand
    record TellingFailed(Side side, String reason, Instant startedAt, Optional<String> attempt)
            implements CustomerFact {}

    /// On whose side it failed.
    enum Side {
        CUSTOMER,
        OURS
    }

    record ProgressTold(String what) implements CustomerFact {}

    /// @param objection why he is not content; empty: he accepts it
    record ResultTold(Way way, String what, Optional<String> objection) implements CustomerFact {}

    /// How he was told.
    enum Way {
        SPOKEN,
        /// On paper or by mail: needs an approval before (S0-26).
        WRITTEN
    }

    /// A plan the customer agreed with stands for the finished matter where the profile says so (S1-31).
    record PlanAgreed(String plan) implements CustomerFact {}

    /// @param until the promised time (S0-37)
    record Promised(Instant until, String what) implements CustomerFact {}

    record CompensationPromised(Powers.Kind kind, BigDecimal amount) implements CustomerFact {}

    /// The handling was reviewed; the customer may be asked now (S1-13).
    record FollowUpInstructed(String note) implements CustomerFact {}

    /// @param to the name of whoever is to ask
    record FollowUpAssigned(String to, Optional<String> department) implements CustomerFact {}

    /// The customer was asked; each time is kept (b.10).
    ///
    /// @param why he is dissatisfied
    /// @param wantsContact whether he wants to hear from us again (S1-37)
    record FollowedUp(
            Map<FollowUp.Question, FollowUp.Scale> answers, String opinion, Optional<String> why, boolean wantsContact)
            implements CustomerFact {
        public FollowedUp {
            answers = Map.copyOf(answers);
        }
    }

    /// He is not content, at the reply or when asked afterwards: somebody decides what comes next.
    ///
    /// @param mustBeDispatched there is nothing to decide, it goes back (S2-53)
    record ObjectionNoted(String reason, boolean mustBeDispatched) implements CustomerFact {}

    /// A supervisor has a customer who was found unreachable tried again: a new series begins.
    ///
    /// @param callback that ended without contact
    /// @param number to be rung instead of the old one
    record CallbackRenewed(String callback, Optional<String> number, String reason) implements CustomerFact {}

    /// A customer who was found unreachable was told by another channel (a.4).
    ///
    /// @param callback that ended without contact
    /// @param channel which: a letter, a message, a visit
    /// @param at when
    record OtherChannelUsed(String callback, String channel, Instant at, String what) implements CustomerFact {}

    /// A supervisor has looked at the evidence: everything was done that could be. Only then may a ticket be closed
    /// because its customer could not be reached.
    ///
    /// @param callback that ended without contact
    record UnreachableAccepted(String callback, String words) implements CustomerFact {}

    /// @param needed a second dispatch follows; otherwise what was told stands (S0-28)
    record SecondDispatchDecided(boolean needed, String why) implements CustomerFact {}
}
