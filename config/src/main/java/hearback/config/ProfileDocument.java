package hearback.config;

import hearback.config.profile.Profile;
import hearback.config.profile.ProfileProblem;
import hearback.config.yaml.ProfileFile;
import java.util.List;

/// An institution's profile as somebody wrote it.
public sealed interface ProfileDocument {
    record Usable(Profile profile) implements ProfileDocument {}

    /// @param problems everything that is wrong with it
    record Refused(List<ProfileProblem> problems) implements ProfileDocument {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /// Never throws for what is in the text.
    static ProfileDocument read(String yaml) {
        return switch (new ProfileFile(CalendarFiles::shipped).read(yaml)) {
            case ProfileFile.Reading.Usable usable -> new Usable(usable.profile());
            case ProfileFile.Reading.Refused refused -> new Refused(refused.problems());
        };
    }
}
