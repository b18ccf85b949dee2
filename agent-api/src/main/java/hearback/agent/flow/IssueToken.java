package hearback.agent.flow;

import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Role;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Issues and revokes bearer tokens.
public final class IssueToken {
    private static final Logger LOG = LoggerFactory.getLogger(IssueToken.class);
    /// Enough that two names never run out; the first is plain.
    private static final int FIRST_NAMES = 10_000;

    private final TokenStore tokens;
    private final InstantSource time;
    private final RandomGenerator secrets;

    /// @param secrets must be cryptographically strong
    public IssueToken(TokenStore tokens, InstantSource time, RandomGenerator secrets) {
        this.tokens = tokens;
        this.time = time;
        this.secrets = secrets;
    }

    /// The only time the token is seen; empty when the name has one that is not revoked, or is an account's.
    public Optional<BearerToken> issue(AgentIdentity identity) {
        BearerToken token = BearerToken.random(secrets);
        if (!tokens.keep(identity, token.hash(), time.instant())) {
            return Optional.empty();
        }
        LOG.info("token issued name={} role={}", identity.name(), identity.role());
        return Optional.of(token);
    }

    public boolean revoke(String name) {
        boolean revoked = tokens.revoke(name, time.instant());
        if (revoked) {
            LOG.info("token revoked name={}", name);
        }
        return revoked;
    }

    /// A token that manages the others: the one written down before while it is still good, else a new one.
    ///
    /// @param writtenBefore what stands in the administrator's file; empty when there is none
    /// @return what the file must hold; empty when administrators exist and nobody lost a file
    public Optional<BearerToken> firstAdministrator(Optional<BearerToken> writtenBefore) {
        boolean known = writtenBefore
                .flatMap(token -> tokens.holder(token.hash()))
                .filter(holder -> holder.role() == Role.ADMINISTRATOR)
                .isPresent();
        if (known) {
            return writtenBefore;
        }
        if (writtenBefore.isEmpty() && tokens.hasAdministrator()) {
            return Optional.empty();
        }
        for (int i = 1; i <= FIRST_NAMES; i++) {
            String name = i == 1 ? "administrator" : "administrator-" + i;
            Optional<BearerToken> issued = issue(new AgentIdentity(name, Role.ADMINISTRATOR));
            if (issued.isPresent()) {
                return issued;
            }
        }
        throw new IllegalStateException("every administrator's name is taken");
    }
}
