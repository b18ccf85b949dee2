package hearback.agent.flow;

import hearback.agent.identity.Account;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.SessionRule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets people in by name and password, and out again.
///
/// Whoever does not know the password learns nothing about the name: a name that nobody has takes the same look-ups,
/// the same hash and the same line of the audit log.
public final class LogIn {
    private static final Logger LOG = LoggerFactory.getLogger(LogIn.class);
    private static final String WHOSOEVER = "account:-";

    private final AccountStore accounts;
    private final SessionStore sessions;
    private final LoginTries tries;
    private final PasswordHasher hasher;
    private final SessionRule rule;
    private final AuditLog audit;
    private final InstantSource time;
    private final RandomGenerator secrets;
    /// Of a password that nobody has; hashed against when nobody has the name.
    private final String decoy;

    /// What a login comes to.
    public sealed interface Outcome {
        /// @param until the latest end; it ends earlier when nothing is asked for long
        record In(BearerToken token, Account account, Instant until) implements Outcome {}

        record NotRecognised() implements Outcome {}

        /// Nothing was looked at.
        record TooOften(Duration pause) implements Outcome {}
    }

    /// @param secrets must be cryptographically strong
    public LogIn(
            AccountStore accounts,
            SessionStore sessions,
            LoginTries tries,
            PasswordHasher hasher,
            SessionRule rule,
            AuditLog audit,
            InstantSource time,
            RandomGenerator secrets) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tries = tries;
        this.hasher = hasher;
        this.rule = rule;
        this.audit = audit;
        this.time = time;
        this.secrets = secrets;
        this.decoy = hasher.hash(new Password(BearerToken.random(secrets).text()));
    }

    /// @param address from which it is asked
    /// @throws HasherBusy when too many want in at once; it counts as a wrong try until the next right one
    public Outcome in(String name, Password password, String address) {
        Instant now = time.instant();
        Optional<Duration> wait = tries.begin(name, address, now);
        if (wait.isPresent()) {
            LOG.info("login put off name={} seconds={}", shown(name), wait.get().toSeconds());
            return new Outcome.TooOften(wait.get());
        }
        Optional<AccountStore.Kept> kept = accounts.find(name);
        boolean isRight =
                hasher.matches(password, kept.map(AccountStore.Kept::hash).orElse(decoy));
        BearerToken token = BearerToken.random(secrets);
        if (kept.isEmpty()
                || !isRight
                || !sessions.keep(token.hash(), name, kept.get().hash(), now)) {
            audit.appendOfNobody(
                    now,
                    AuditLog.Act.LOGIN_REFUSED,
                    kept.map(known -> subject(known.account().name())).orElse(WHOSOEVER),
                    address);
            return new Outcome.NotRecognised();
        }
        Account account = kept.get().account();
        audit.append(now, account.identity(), AuditLog.Act.LOGGED_IN, subject(name), address);
        tries.succeeded(name, address, now);
        if (hasher.isOutdated(kept.get().hash())) {
            accounts.rehash(name, kept.get().hash(), hasher.hash(password));
        }
        return new Outcome.In(token, account, now.plus(rule.absolute()));
    }

    /// False when the token is not one of a login.
    public boolean out(AgentIdentity who, BearerToken token) {
        Instant now = time.instant();
        if (token.isSigned() || sessions.find(token.hash()).isEmpty()) {
            return false;
        }
        audit.append(now, who, AuditLog.Act.LOGGED_OUT, subject(who.name()), "");
        return sessions.end(token.hash(), now);
    }

    /// Sessions that are long over, and guesses that are long past.
    public int forget(Duration guesses) {
        Instant now = time.instant();
        return sessions.forget(now.minus(rule.absolute())) + tries.forget(now.minus(guesses));
    }

    static String subject(String name) {
        return "account:" + name;
    }

    /// Some type their password where the name belongs.
    private static String shown(String name) {
        return name.charAt(0) + "…";
    }
}
