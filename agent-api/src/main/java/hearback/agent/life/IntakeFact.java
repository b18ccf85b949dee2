package hearback.agent.life;

import hearback.config.profile.Channel;
import hearback.config.profile.Circumstance;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.Intake;
import hearback.config.profile.ProfileVersion;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a complaint came in, until it is handed to the dispatcher (regulation a.1, a.2).
public sealed interface IntakeFact extends Fact {
    /// The complaint reached us.
    ///
    /// @param hotline the dialled number; empty when it came by another way
    /// @param receivedAt when it reached us, which may be before it was written down (S2-48)
    record Registered(Channel channel, Optional<String> hotline, Instant receivedAt) implements IntakeFact {}

    /// What was written down; a field said again replaces what it said before, and both stay in the history.
    record Described(Map<Intake.Field, String> fields) implements IntakeFact {
        public Described {
            fields = Map.copyOf(fields);
        }
    }

    /// What makes it weigh more or less, as ticked at intake (S3-62); said again it replaces what was ticked
    /// before.
    ///
    /// @param amount at stake, in the currency of the institution; exact
    /// @param site where it happened, when that matters to the gate (b.7)
    record Weighed(Set<Circumstance> circumstances, Optional<BigDecimal> amount, Optional<String> site)
            implements IntakeFact {
        public Weighed {
            circumstances = Set.copyOf(circumstances);
        }
    }

    /// The ticket stands at this leaf of this axis, and at no other of it (S0-44).
    record Classified(String taxonomy, String leaf) implements IntakeFact {}

    /// @param why in words, or the id of the rule that gave it
    record ClassGiven(ClassFlag flag, String why) implements IntakeFact {}

    record ClassTaken(ClassFlag flag, String why) implements IntakeFact {}

    /// It waits for documents, and no clock of acceptance runs (S3-92).
    record DocumentsAwaited(String what) implements IntakeFact {}

    record DocumentsComplete() implements IntakeFact {}

    /// From here on the limits run, under this version of the profile for ever.
    record Accepted(ProfileVersion profile) implements IntakeFact {}

    /// @param referredTo the body that is competent, with its contact (S3-53)
    record NotAccepted(String reason, Optional<String> referredTo) implements IntakeFact {}

    /// The customer was content with the explanation at first contact (S0-04).
    record SettledAtOnce(String explanation) implements IntakeFact {}

    /// Handed to the dispatcher.
    record Submitted() implements IntakeFact {}

    /// Somebody other than the acceptor listened again, or confirmed the written record (S3-61, b.7).
    ///
    /// @param recording that was heard; empty when the caller refused to be recorded or nothing could record
    record Rechecked(Optional<String> recording, String note) implements IntakeFact {}
}
