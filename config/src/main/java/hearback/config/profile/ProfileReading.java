package hearback.config.profile;

import java.util.List;

/// What came of reading somebody's document: a profile, or everything that is wrong with it.
public sealed interface ProfileReading {
    /// @param sha256 of the content, whatever its order and comments, 64 lower-case hex digits: what was used may
    ///     never have another
    record Usable(Profile profile, String sha256) implements ProfileReading {}

    /// @param problems all of them, at least one
    record Refused(List<ProfileProblem> problems) implements ProfileReading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
