package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.callback.RetryRule;
import java.util.Optional;

/// Needed: the retry rule of every profile that a callback goes by (S0-39).
public interface RetryRules {
    /// @param profile whose; empty: the present default one, for callbacks that were planned before they went by
    ///     profiles
    /// @throws IllegalStateException when there is no such version: those that were used are kept for ever
    RetryRule of(Optional<ProfileVersion> profile);
}
