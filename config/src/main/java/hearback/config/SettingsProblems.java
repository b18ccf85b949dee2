package hearback.config;

import java.util.List;
import java.util.stream.Collectors;

/// The settings cannot be used. The message names every problem that was found, one on a line, so that an operator
/// mends them all in one go.
public final class SettingsProblems extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<SettingsProblem> problems;

    public SettingsProblems(List<SettingsProblem> problems) {
        super(problems.stream().map(SettingsProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<SettingsProblem> problems() {
        return problems;
    }
}
