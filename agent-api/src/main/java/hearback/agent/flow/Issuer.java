package hearback.agent.flow;

import hearback.agent.identity.Claims;

/// Needed: whether a token was signed by the issuer whose tokens are believed.
public interface Issuer {
    /// Waits for the issuer when its keys are not known.
    ///
    /// @throws IssuerUnavailable when its keys are not to be had
    Read read(String token);

    /// What a token is.
    sealed interface Read {
        /// Of the issuer. Nothing else of it was checked.
        record Signed(Claims claims) implements Read {}

        /// @param code for programs
        /// @param reason for people
        record NotSigned(String code, String reason) implements Read {}
    }
}
