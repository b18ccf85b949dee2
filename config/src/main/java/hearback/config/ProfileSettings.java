package hearback.config;

import java.nio.file.Path;
import java.util.Optional;

/// Which institutions' profiles there are beside those that come with the program, and which one serves by default.
///
/// @param byDefault name of the profile that hotlines go by for which none was chosen
/// @param directory holds the operator's own documents; empty: there are none
public record ProfileSettings(String byDefault, Optional<Path> directory) {
    static final String SHAPE = "[a-z][a-z0-9-]{0,31}";
    static final String NAMED_SO = "must name a profile: lower case letters, digits and hyphens";

    public ProfileSettings {
        new Checks().that(byDefault.matches(SHAPE), "default", NAMED_SO).done();
    }
}
