package hearback.config.yaml;

import hearback.config.profile.ProfileProblem;
import hearback.config.profile.RuleId;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong.
final class Findings {
    private final List<ProfileProblem> problems = new ArrayList<>();

    /// @param rule that asks for it to be otherwise
    void add(String path, RuleId rule, String reason) {
        problems.add(new ProfileProblem(path, rule, reason));
    }

    /// Only we ask for it to be otherwise.
    void add(String path, String reason) {
        add(path, RuleId.OURS, reason);
    }

    List<ProfileProblem> all() {
        return List.copyOf(problems);
    }
}
