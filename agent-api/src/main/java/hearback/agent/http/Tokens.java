package hearback.agent.http;

import hearback.agent.flow.BearerToken;
import hearback.agent.flow.TokenStore;
import hearback.agent.identity.AgentIdentity;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bearer token → who is asking (RFC 6750). Asked for each request, so that a revoked token ends at once.
final class Tokens {
    private static final String IDENTITY = "hearback.identity";
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9._~+/=-]{1,200})");

    private final TokenStore store;

    Tokens(TokenStore store) {
        this.store = store;
    }

    /// The handler before every route that needs a token.
    void require(RoutingContext context) {
        AgentIdentity identity =
                inHeaders(context.request().headers()).flatMap(this::holder).orElseThrow(Problems::unauthenticated);
        context.put(IDENTITY, identity);
        context.next();
    }

    static AgentIdentity identityOf(RoutingContext context) {
        AgentIdentity identity = context.get(IDENTITY);
        return Optional.ofNullable(identity).orElseThrow(Problems::unauthenticated);
    }

    Optional<AgentIdentity> holder(BearerToken token) {
        return store.holder(token.hash());
    }

    static Optional<BearerToken> inHeaders(MultiMap headers) {
        Matcher bearer =
                BEARER.matcher(Optional.ofNullable(headers.get("Authorization")).orElse(""));
        return bearer.matches() ? Optional.of(new BearerToken(bearer.group(1))) : Optional.empty();
    }
}
