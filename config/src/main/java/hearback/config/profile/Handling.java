package hearback.config.profile;

import hearback.config.calendar.Length;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What happens between dispatch and the last word.
///
/// @param replyParts without which an answer is not valid and goes back (S0-20)
/// @param grounds on which a complaint may be found invalid (S1-03); empty: this institution does not judge so
/// @param replier who tells the customer: one only (S0-25)
/// @param returnLimit an order refused or an answer returned so often goes to a supervisor
/// @param extension how a limit may be moved
/// @param suspensionMustBeTold a stop of the clock counts only when the customer was told (S4-50)
/// @param overrun who is told why it takes longer than its limit
public record Handling(
        Set<ReplyPart> replyParts,
        List<Ground> grounds,
        Replier replier,
        int returnLimit,
        Extension extension,
        boolean suspensionMustBeTold,
        Overrun overrun) {
    public Handling {
        replyParts = Set.copyOf(replyParts);
        grounds = List.copyOf(grounds);
    }

    /// Parts of a department's answer (S0-20, S3-87).
    public enum ReplyPart {
        CAUSE,
        PROCESS,
        RESULT,
        /// For concentrated problems: remedy, restoration time, coordinating department.
        REMEDY,
        CUSTOMER_ATTITUDE
    }

    /// Why a complaint is invalid (S1-03).
    public enum Ground {
        FORCE_MAJEURE,
        MISUNDERSTANDING,
        CUSTOMER_FAULT,
        EXPECTATION_TOO_HIGH,
        ABNORMAL_DEMAND,
        AGAINST_THE_LAW,
        UNTRUE
    }

    /// Who tells the customer (a.4).
    public enum Replier {
        DEPARTMENT,
        CENTRE,
        FIRST_ACCEPTOR,
        AGENT
    }

    /// The reason of an overrun goes to these (S0-64, S3-69); nobody: it need not be told.
    public record Overrun(RuleId rule, Set<Told> told) {
        public Overrun {
            told = Set.copyOf(told);
        }
    }

    /// Who hears of an overrun.
    public enum Told {
        ACCEPTOR,
        CUSTOMER
    }

    /// @param askBefore so much before the limit at the latest (S4-61); empty: any time before it
    /// @param needsConsent of the customer (S4-61)
    /// @param needsApproval of a leader (S3-79)
    /// @param atMost times for one order
    public record Extension(
            RuleId rule, Optional<Length> askBefore, boolean needsConsent, boolean needsApproval, int atMost) {}
}
