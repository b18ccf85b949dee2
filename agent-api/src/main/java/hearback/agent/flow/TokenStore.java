package hearback.agent.flow;

import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.TokenHash;
import java.time.Instant;
import java.util.Optional;

/// Needed: who holds which token. The tokens themselves are nowhere.
///
/// Every method throws [hearback.telephony.flow.StoreUnavailable] when the database could not be asked.
public interface TokenStore {
    /// The holder of a token that was issued and not revoked.
    Optional<AgentIdentity> holder(TokenHash token);

    /// Keeps a new token; false when the name already has one that is not revoked, or is an account's, and then
    /// nothing is kept.
    boolean keep(AgentIdentity identity, TokenHash token, Instant now);

    /// Ends the token of this name; false when there is none.
    boolean revoke(String name, Instant now);

    /// Whether anybody may manage tokens.
    boolean hasAdministrator();
}
