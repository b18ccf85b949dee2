package hearback.agent.flow;

import hearback.agent.identity.Account;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.PasswordRule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Makes accounts and changes them; each change is audited before it is done.
public final class KeepAccounts {
    private final AccountStore accounts;
    private final LoginTries tries;
    private final PasswordHasher hasher;
    private final PasswordRule rule;
    private final AuditLog audit;
    private final InstantSource time;

    /// What a wish comes to.
    public sealed interface Outcome {
        record Done(Account account) implements Outcome {}

        record NoSuchAccount() implements Outcome {}

        record NameTaken() implements Outcome {}

        record Flawed(PasswordRule.Flaw flaw) implements Outcome {}

        /// Nobody changes what he himself may, so that somebody who may is always left.
        record Oneself() implements Outcome {}

        /// The password that was shown is not the account's.
        record WrongPassword() implements Outcome {}

        record TooOften(Duration pause) implements Outcome {}
    }

    public KeepAccounts(
            AccountStore accounts,
            LoginTries tries,
            PasswordHasher hasher,
            PasswordRule rule,
            AuditLog audit,
            InstantSource time) {
        this.accounts = accounts;
        this.tries = tries;
        this.hasher = hasher;
        this.rule = rule;
        this.audit = audit;
        this.time = time;
    }

    public Optional<Account> find(String name) {
        return accounts.find(name).map(AccountStore.Kept::account);
    }

    public List<Account> list(Optional<String> after, int limit) {
        return accounts.list(after, limit);
    }

    public Outcome create(AgentIdentity by, Account account, Password password) {
        Optional<PasswordRule.Flaw> flaw = rule.flaw(password.text(), account.name());
        if (flaw.isPresent()) {
            return new Outcome.Flawed(flaw.get());
        }
        if (accounts.isTaken(account.name())) {
            return new Outcome.NameTaken();
        }
        String hash = hasher.hash(password);
        Instant now = time.instant();
        audit.append(now, by, AuditLog.Act.ACCOUNT_CREATED, LogIn.subject(account.name()), role(account));
        return accounts.create(account, hash, now) ? new Outcome.Done(account) : new Outcome.NameTaken();
    }

    /// @param change keeps the name; may throw, and then nothing is done
    public Outcome change(AgentIdentity by, String name, UnaryOperator<Account> change) {
        Optional<Account> before = find(name);
        if (before.isEmpty()) {
            return new Outcome.NoSuchAccount();
        }
        Account wanted = change.apply(before.get());
        if (by.name().equals(name) && changesRights(before.get(), wanted)) {
            return new Outcome.Oneself();
        }
        Instant now = time.instant();
        audit.append(now, by, AuditLog.Act.ACCOUNT_CHANGED, LogIn.subject(name), difference(before.get(), wanted));
        return accounts.change(name, change, now)
                .<Outcome>map(Outcome.Done::new)
                .orElseGet(Outcome.NoSuchAccount::new);
    }

    /// An administrator gives another password; all sessions of the account end.
    public Outcome setPassword(AgentIdentity by, String name, Password password) {
        Optional<Account> account = find(name);
        if (account.isEmpty()) {
            return new Outcome.NoSuchAccount();
        }
        Optional<PasswordRule.Flaw> flaw = rule.flaw(password.text(), name);
        if (flaw.isPresent()) {
            return new Outcome.Flawed(flaw.get());
        }
        String hash = hasher.hash(password);
        Instant now = time.instant();
        audit.append(now, by, AuditLog.Act.PASSWORD_SET, LogIn.subject(name), "");
        return accounts.password(name, hash, Optional.empty(), now)
                ? new Outcome.Done(account.get())
                : new Outcome.NoSuchAccount();
    }

    /// The owner takes another password; his other sessions end, for one of them may be a thief's. Wrong ones are
    /// counted as at the door.
    ///
    /// @param token of the session that goes on
    public Outcome changePassword(
            AgentIdentity who, BearerToken token, Password present, Password next, String address) {
        Optional<AccountStore.Kept> kept = accounts.find(who.name());
        if (kept.isEmpty()) {
            return new Outcome.NoSuchAccount();
        }
        Optional<PasswordRule.Flaw> flaw = rule.flaw(next.text(), who.name());
        if (flaw.isPresent()) {
            return new Outcome.Flawed(flaw.get());
        }
        Instant now = time.instant();
        Optional<Duration> wait = tries.begin(who.name(), address, now);
        if (wait.isPresent()) {
            return new Outcome.TooOften(wait.get());
        }
        if (!hasher.matches(present, kept.get().hash())) {
            audit.append(now, who, AuditLog.Act.LOGIN_REFUSED, LogIn.subject(who.name()), address);
            return new Outcome.WrongPassword();
        }
        tries.succeeded(who.name(), address, now);
        String hash = hasher.hash(next);
        audit.append(now, who, AuditLog.Act.PASSWORD_CHANGED, LogIn.subject(who.name()), "");
        return accounts.password(who.name(), hash, Optional.of(token.hash().hex()), now)
                ? new Outcome.Done(kept.get().account())
                : new Outcome.NoSuchAccount();
    }

    private static boolean changesRights(Account before, Account after) {
        return before.role() != after.role()
                || before.isActive() != after.isActive()
                || !before.department().equals(after.department());
    }

    private static String difference(Account before, Account after) {
        List<String> changes = new ArrayList<>();
        if (before.role() != after.role() || !before.department().equals(after.department())) {
            changes.add(role(before) + " → " + role(after));
        }
        if (before.isActive() != after.isActive()) {
            changes.add(after.isActive() ? "active again" : "no longer active");
        }
        if (!before.displayName().equals(after.displayName())) {
            changes.add("display name");
        }
        return String.join(", ", changes);
    }

    private static String role(Account account) {
        return account.role().name()
                + account.department().map(text -> " of " + text).orElse("");
    }
}
