package hearback.config.profile;

import java.util.List;
import java.util.Set;

/// How customers are asked afterwards (回访, a.5).
///
/// @param coverage who is asked
/// @param scale of the answers, best first
/// @param satisfied which of them count as satisfied (b.9: only the first, as the text has it)
/// @param questions asked on the scale (S1-51)
/// @param notBySameDepartment whoever asks must not belong to the department responsible (S1-15)
/// @param dissatisfied what a bad answer leads to
public record FollowUp(
        RuleId rule,
        Coverage coverage,
        List<Scale> scale,
        Set<Scale> satisfied,
        List<Question> questions,
        boolean notBySameDepartment,
        Dissatisfied dissatisfied) {
    public FollowUp {
        scale = List.copyOf(scale);
        satisfied = Set.copyOf(satisfied);
        questions = List.copyOf(questions);
    }

    /// Who is asked.
    public enum Coverage {
        NOBODY,
        /// Every ticket that was dispatched (S0-30).
        DISPATCHED,
        /// Every valid one (S1-34, S1-35).
        VALID,
        /// Those a person marked (S3-35).
        MARKED,
        ALL
    }

    /// The four points (S1-50).
    public enum Scale {
        SATISFIED,
        FAIRLY_SATISFIED,
        AVERAGE,
        DISSATISFIED
    }

    /// What is asked (S1-51).
    public enum Question {
        TIMELINESS,
        SATISFACTION
    }

    /// What a bad answer leads to.
    public enum Dissatisfied {
        /// The follow-up department decides whether there is a second dispatch (S0-28).
        DECIDE_SECOND_DISPATCH,
        /// Only when the customer wants to hear from us again (S1-37).
        ASK_WHETHER_WANTED,
        /// Back to the department at once (S2-53, S2-62).
        RETURN
    }
}
