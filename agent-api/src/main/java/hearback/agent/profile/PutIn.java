package hearback.agent.profile;

import hearback.config.profile.ProfileVersion;
import java.util.List;
import java.util.Optional;

/// What comes of putting a profile in.
public sealed interface PutIn {
    /// It is there now.
    record Done(KeptProfile kept) implements PutIn {}

    /// It was there before, and says the same.
    record Same(KeptProfile kept) implements PutIn {}

    /// It is not put in.
    sealed interface Refused extends PutIn {
        /// What would be right.
        String reason();
    }

    /// This version says something else, and tickets may have been accepted under it.
    record OtherText(KeptProfile kept) implements Refused {
        @Override
        public String reason() {
            return kept.version() + " is there with another text, which stays: give the changed one a new version";
        }
    }

    /// Versions only grow.
    ///
    /// @param newest of this profile
    record NotNewer(ProfileVersion newest) implements Refused {
        @Override
        public String reason() {
            return newest + " is there already: give this one a version after it";
        }
    }

    /// Whether it may be put in; empty: it is new.
    ///
    /// @param kept all versions of this profile
    static Optional<PutIn> against(List<KeptProfile> kept, ProfileText text) {
        Optional<KeptProfile> same = kept.stream()
                .filter(one -> one.version().equals(text.version()))
                .findFirst();
        if (same.isPresent()) {
            return same.map(
                    there -> there.text().sha256().equals(text.sha256()) ? new Same(there) : new OtherText(there));
        }
        return kept.stream()
                .map(KeptProfile::version)
                .filter(version -> version.profile().equals(text.version().profile())
                        && version.version() > text.version().version())
                .max((one, other) -> Integer.compare(one.version(), other.version()))
                .map(NotNewer::new);
    }
}
