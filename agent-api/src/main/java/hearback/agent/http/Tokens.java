package hearback.agent.http;

import hearback.agent.flow.Admit;
import hearback.agent.flow.BearerToken;
import hearback.agent.identity.Admission;
import hearback.agent.identity.AgentIdentity;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bearer token → who is asking (RFC 6750). Asked for each request, so that a token that ends, ends at once.
final class Tokens {
    /// Ours have 43 characters, an issuer's some thousand; with it a request's headers must still be read
    /// ([#MOST_HEADERS]).
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9._~+/=-]{1,12000})");

    static final int MOST_HEADERS = 16 * 1_024;

    private static final String IDENTITY = "hearback.identity";
    private static final String TOKEN = "hearback.token";

    private final Admit admit;

    Tokens(Admit admit) {
        this.admit = admit;
    }

    /// The handler before every route that needs a token.
    void require(RoutingContext context) {
        BearerToken token = inHeaders(context.request().headers()).orElseThrow(Problems::unauthenticated);
        switch (admit.asking(token)) {
            case Admission.Admitted(AgentIdentity who) -> context.put(IDENTITY, who);
            case Admission.Unknown unknown when unknown.code().isEmpty() -> throw Problems.unauthenticated();
            case Admission.Unknown(String code, String reason) ->
                throw Problems.refused(401, reason, List.of(), code, Map.of());
            case Admission.Barred(String code, String reason) ->
                throw Problems.refused(403, reason, List.of(), code, Map.of());
        }
        context.put(TOKEN, token);
        context.next();
    }

    static AgentIdentity identityOf(RoutingContext context) {
        AgentIdentity identity = context.get(IDENTITY);
        return Optional.ofNullable(identity).orElseThrow(Problems::unauthenticated);
    }

    static BearerToken tokenOf(RoutingContext context) {
        BearerToken token = context.get(TOKEN);
        return Optional.ofNullable(token).orElseThrow(Problems::unauthenticated);
    }

    /// Of somebody who looks on.
    Optional<AgentIdentity> holder(BearerToken token) {
        return switch (admit.watching(token)) {
            case Admission.Admitted(AgentIdentity who) -> Optional.of(who);
            case Admission.Unknown _, Admission.Barred _ -> Optional.empty();
        };
    }

    static Optional<BearerToken> inHeaders(MultiMap headers) {
        Matcher bearer =
                BEARER.matcher(Optional.ofNullable(headers.get("Authorization")).orElse(""));
        return bearer.matches() ? Optional.of(new BearerToken(bearer.group(1))) : Optional.empty();
    }
}
