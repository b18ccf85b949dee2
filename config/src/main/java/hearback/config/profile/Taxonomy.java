package hearback.config.profile;

import java.util.List;
import java.util.Optional;

/// One axis of classification; each ticket carries exactly one leaf of each axis, so that sums agree (S0-44, S0-48).
///
/// @param id names the axis
/// @param leaves every place a ticket may be counted at, "not yet determined" and "other" among them
public record Taxonomy(String id, Names name, List<Leaf> leaves) {
    /// Where a ticket stands until somebody knows better (ours; b.9).
    public static final String NOT_YET_DETERMINED = "not-yet-determined";

    public static final String OTHER = "other";

    public Taxonomy {
        leaves = List.copyOf(leaves);
    }

    /// @param group the heading it is summed under
    public record Leaf(String id, String group, Names name) {}

    public Optional<Leaf> leaf(String leafId) {
        return leaves.stream().filter(leaf -> leaf.id().equals(leafId)).findFirst();
    }
}
