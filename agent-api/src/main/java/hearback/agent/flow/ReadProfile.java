package hearback.agent.flow;

import hearback.config.profile.ProfileReading;

/// Needed: makes a profile of a document.
@FunctionalInterface
public interface ReadProfile {
    /// Never throws for what is in the text.
    ProfileReading read(String yaml);
}
