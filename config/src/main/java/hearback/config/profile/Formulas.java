package hearback.config.profile;

import java.util.Optional;
import java.util.Set;

/// What the figures count (regulation a.12, b.9). Which answers count as satisfied stands at [FollowUp#satisfied].
///
/// @param response the share of tickets whose clock of this name was met; empty: not asked here
public record Formulas(OnTime onTime, Satisfaction satisfaction, Closing closing, Optional<Response> response) {
    /// Below the line of the on-time rate.
    public enum Finished {
        /// Every complaint, open ones too, as the text has it (S1-56).
        ALL,
        FINISHED
    }

    /// Below the line of the satisfaction rate.
    public enum Asked {
        /// Every complaint, also those that nobody is asked about, as the text has it (S1-57).
        ALL,
        SURVEYED
    }

    /// @param clocks none of which may be breached for a complaint to count as on time
    public record OnTime(RuleId rule, Finished among, Set<ClockId> clocks) {
        public OnTime {
            clocks = Set.copyOf(clocks);
        }
    }

    public record Satisfaction(RuleId rule, Asked among) {}

    /// @param withoutSpeciallyClosed neither above nor below the line; volume and response keep them (S2-65)
    public record Closing(RuleId rule, boolean withoutSpeciallyClosed) {}

    /// Contacted in time among all received (S2-65).
    public record Response(RuleId rule, ClockId clock) {}
}
