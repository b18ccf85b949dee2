package hearback.agent.flow;

import hearback.agent.identity.Account;
import hearback.agent.identity.TokenHash;
import java.time.Instant;
import java.util.Optional;

/// Needed: logins that were not ended. Their tokens are nowhere, only hashes.
///
/// Every method throws [hearback.telephony.flow.StoreUnavailable] when the database could not be asked.
public interface SessionStore {
    record Session(Account account, Instant begun, Instant used) {}

    /// Of an account that is active; whether it is over by time, the caller decides.
    Optional<Session> find(TokenHash token);

    /// @param hash of the password that was shown
    /// @return false when the account is not active, or its password another, by now; then nothing is kept
    boolean keep(TokenHash token, String account, String hash, Instant now);

    void used(TokenHash token, Instant now);

    /// False when it was not there, or ended.
    boolean end(TokenHash token, Instant now);

    /// Forgets sessions that began before this time, and how many they were.
    int forget(Instant before);
}
