package hearback.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.CalendarFiles;
import hearback.config.profile.Profile;
import hearback.config.profile.ProfileProblem;
import hearback.config.profile.ProfileReading;
import java.util.List;

/// Reads documents as the tests need them.
final class Documents {
    static final List<String> SHIPPED = List.of("telecom", "gas", "rural-bank", "postal-bank", "car-dealer");
    static final ProfileFile FILE = new ProfileFile(CalendarFiles::shipped);
    static final String TELECOM = ProfileFile.shipped("telecom");

    private Documents() {}

    static Profile shipped(String name) {
        return usable(ProfileFile.shipped(name)).profile();
    }

    static ProfileReading.Usable usable(String yaml) {
        assertThat(problems(yaml)).isEmpty();
        return (ProfileReading.Usable) FILE.read(yaml);
    }

    /// Empty when it is usable.
    static List<String> problems(String yaml) {
        return switch (FILE.read(yaml)) {
            case ProfileReading.Usable _ -> List.of();
            case ProfileReading.Refused refused ->
                refused.problems().stream().map(ProfileProblem::toString).toList();
        };
    }

    /// Of the telecom profile with one change, at the first place where it fits.
    static List<String> changed(String from, String to) {
        return changed(TELECOM, from, to);
    }

    static List<String> changed(String document, String from, String to) {
        return problems(with(document, from, to));
    }

    static String with(String document, String from, String to) {
        assertThat(document).contains(from);
        int at = document.indexOf(from);
        return document.substring(0, at) + to + document.substring(at + from.length());
    }
}
