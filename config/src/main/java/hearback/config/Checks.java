package hearback.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with one record, so that its constructor can tell everything at once.
final class Checks {
    private static final int MOST_PORT = 65_535;
    private final List<SettingsProblem> problems = new ArrayList<>();

    Checks that(boolean holds, String key, String reason) {
        if (!holds) {
            problems.add(new SettingsProblem(key, reason));
        }
        return this;
    }

    Checks filled(String key, String text) {
        return that(!text.isBlank(), key, "must not be empty");
    }

    /// Filled, and without characters that would end a line of the manager protocol.
    Checks oneLine(String key, String text) {
        return filled(key, text)
                .that(text.chars().noneMatch(Character::isISOControl), key, "must not hold control characters");
    }

    Checks port(String key, int port) {
        return that(port >= 1 && port <= MOST_PORT, key, "must be a port from 1 to 65535, is " + port);
    }

    /// A port that 0 leaves to the system: only for servers of our own, in tests.
    Checks portOrAny(String key, int port) {
        return that(port >= 0 && port <= MOST_PORT, key, "must be a port from 1 to 65535, is " + port);
    }

    Checks between(String key, long value, long least, long most) {
        return that(value >= least && value <= most, key, "must be " + least + " to " + most + ", is " + value);
    }

    Checks longerThanZero(String key, Duration duration) {
        return that(duration.isPositive(), key, "must be longer than 0");
    }

    boolean passed() {
        return problems.isEmpty();
    }

    void done() {
        if (!problems.isEmpty()) {
            throw new SettingsProblems(problems);
        }
    }
}
