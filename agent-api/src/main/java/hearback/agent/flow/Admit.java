package hearback.agent.flow;

import hearback.agent.identity.Account;
import hearback.agent.identity.Admission;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.IssuerRule;
import hearback.agent.identity.SessionRule;
import hearback.agent.identity.TokenHash;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Says who shows a token: one that was issued, one of a login, or one of the issuer. Asked for each request, so that
/// whatever ends, ends at once.
public final class Admit {
    private final TokenStore tokens;
    private final SessionStore sessions;
    private final AccountStore accounts;
    private final SessionRule rule;
    private final Optional<Believed> issuer;
    private final InstantSource time;

    /// An issuer whose tokens are believed, and what they must say.
    public record Believed(Issuer issuer, IssuerRule rule) {}

    public Admit(
            TokenStore tokens,
            SessionStore sessions,
            AccountStore accounts,
            SessionRule rule,
            Optional<Believed> issuer,
            InstantSource time) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.accounts = accounts;
        this.rule = rule;
        this.issuer = issuer;
        this.time = time;
    }

    /// Somebody does something.
    ///
    /// @throws hearback.telephony.flow.StoreUnavailable when the database could not be asked
    /// @throws IssuerUnavailable when the issuer's keys are not to be had
    public Admission asking(BearerToken token) {
        return admit(token, true);
    }

    /// As [#asking], of somebody who only looks on: his session does not last longer by it.
    public Admission watching(BearerToken token) {
        return admit(token, false);
    }

    private Admission admit(BearerToken token, boolean isUse) {
        if (token.isSigned()) {
            return issuer.map(believed -> signed(believed, token)).orElse(Admission.Unknown.OURS);
        }
        Optional<AgentIdentity> known = tokens.holder(token.hash());
        if (known.isEmpty()) {
            known = ofSession(token.hash(), isUse);
        }
        return known.<Admission>map(Admission.Admitted::new).orElse(Admission.Unknown.OURS);
    }

    private Optional<AgentIdentity> ofSession(TokenHash token, boolean isUse) {
        Instant now = time.instant();
        Optional<SessionStore.Session> session =
                sessions.find(token).filter(found -> !rule.isOver(found.begun(), found.used(), now));
        if (isUse
                && session.filter(found -> rule.isWorthNoting(found.used(), now))
                        .isPresent()) {
            sessions.used(token, now);
        }
        return session.map(SessionStore.Session::account).map(Account::identity);
    }

    private Admission signed(Believed believed, BearerToken token) {
        return switch (believed.issuer().read(token.text())) {
            case Issuer.Read.NotSigned(String code, String reason) -> new Admission.Unknown(code, reason);
            case Issuer.Read.Signed signed -> ownName(believed.rule().judge(signed.claims(), time.instant()));
        };
    }

    /// What a name did stands in histories for ever, so it is one person's: here, or there.
    private Admission ownName(Admission admission) {
        return switch (admission) {
            case Admission.Admitted(AgentIdentity who)
            when accounts.isTaken(who.name()) ->
                new Admission.Barred("name-taken", "Somebody here has this name, by an account or token of our own.");
            case Admission.Admitted admitted -> admitted;
            case Admission.Unknown unknown -> unknown;
            case Admission.Barred barred -> barred;
        };
    }
}
