package hearback.agent.flow;

import hearback.agent.identity.Account;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Needed: accounts with the hashes of their passwords.
///
/// Every method throws [hearback.telephony.flow.StoreUnavailable] when the database could not be asked.
public interface AccountStore {
    /// @param hash of the password
    record Kept(Account account, String hash) {}

    Optional<Kept> find(String name);

    /// By name.
    ///
    /// @param after the last name of the page before
    List<Account> list(Optional<String> after, int limit);

    /// False when an account, or a token that is not revoked, has the name; then nothing is kept.
    boolean create(Account account, String hash, Instant now);

    /// Nobody else changes it meanwhile. Whoever is not active any more has no sessions any more.
    ///
    /// @param change may throw, and then nothing is changed
    /// @return as it is now; empty when there is none of this name
    Optional<Account> change(String name, UnaryOperator<Account> change, Instant now);

    /// Another password; ends the account's sessions.
    ///
    /// @param but the hash of the token whose session goes on
    /// @return false when there is no account of this name
    boolean password(String name, String hash, Optional<String> but, Instant now);

    /// Another hash of the same password, if it is still the same; sessions go on.
    void rehash(String name, String before, String after);

    /// Whether an account, or a token that is not revoked, has the name.
    boolean isTaken(String name);
}
