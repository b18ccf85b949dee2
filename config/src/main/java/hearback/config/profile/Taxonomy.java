package hearback.config.profile;

import java.util.List;
import java.util.Optional;

/// One axis of classification; each ticket carries exactly one leaf of each axis, so that sums agree (S0-44, S0-48).
///
/// @param id names the axis
/// @param rule where its leaves come from
/// @param asked when a ticket gets its leaf
/// @param leaves every place a ticket may be counted at, "not yet determined" and "other" among them
public record Taxonomy(String id, Names name, RuleId rule, Asked asked, List<Leaf> leaves) {
    /// Where a ticket stands until somebody knows better (ours; b.9).
    public static final String NOT_YET_DETERMINED = "not-yet-determined";

    public static final String OTHER = "other";

    public Taxonomy {
        leaves = List.copyOf(leaves);
    }

    /// What the customer said and what investigation found are two things, written down at two times (S0-49).
    public enum Asked {
        /// What the customer said.
        AT_INTAKE,
        /// What was found: open until somebody decides.
        AFTER_ANALYSIS
    }

    /// @param group the heading it is summed under (S0-48)
    /// @param rule where it comes from
    public record Leaf(String id, String group, Names name, RuleId rule) {}

    public Optional<Leaf> leaf(String leafId) {
        return leaves.stream().filter(leaf -> leaf.id().equals(leafId)).findFirst();
    }
}
