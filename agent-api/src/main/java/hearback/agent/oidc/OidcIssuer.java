package hearback.agent.oidc;

import hearback.agent.flow.Issuer;
import hearback.agent.flow.IssuerUnavailable;
import hearback.agent.identity.Claims;
import hearback.config.OidcSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.NoSuchKeyIdException;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An OpenID Connect issuer, found by discovery when its first token comes. Of the OAuth2 provider of Vert.x we use
/// discovery, keys and signatures; what a token says is judged by [hearback.agent.identity.IssuerRule], which has our
/// time and says what is wrong.
public final class OidcIssuer implements Issuer {
    private static final Logger LOG = LoggerFactory.getLogger(OidcIssuer.class);
    /// What issuers sign with; `none` and the ones with a shared secret are no signature of theirs (RFC 8725, 2.1).
    private static final Set<String> ALGORITHMS = Set.of("RS256", "ES256");
    /// Whoever makes up key names does not make us ask the issuer more often, nor does an issuer that is away.
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    /// Makes the provider find nothing expired: it would go by the machine's time. It also keeps it from fetching
    /// keys by a timer of its own.
    private static final int ANY_TIME = Integer.MAX_VALUE;

    private final Vertx vertx;
    private final OidcSettings settings;
    private final InstantSource time;
    // Whoever waits here awaits a future and holds no lock: his context serves others meanwhile.
    private Optional<Future<OAuth2Auth>> discovery = Optional.empty();
    private Optional<OAuth2Auth> provider = Optional.empty();
    private Optional<Future<Void>> fetching = Optional.empty();
    private long fetches;
    private Instant askedAt = Instant.MIN;

    public OidcIssuer(Vertx vertx, OidcSettings settings, InstantSource time) {
        this.vertx = vertx;
        this.settings = settings;
        this.time = time;
    }

    @Override
    public Read read(String token) {
        String[] parts = token.split("\\.", -1);
        Optional<JsonObject> header = parts.length == 3 ? json(parts[0]) : Optional.empty();
        Optional<JsonObject> payload = header.flatMap(_ -> json(parts[1]));
        if (header.isEmpty() || payload.isEmpty()) {
            return new Read.NotSigned("no-token", "This is no JSON Web Token.");
        }
        // The values of a header are a stranger's: of any type.
        if (!(header.get().getValue("alg") instanceof String algorithm) || !ALGORITHMS.contains(algorithm)) {
            return new Read.NotSigned("algorithm-refused", "The token is not signed with RS256 or ES256.");
        }
        if (header.get().containsKey("crit")) {
            return new Read.NotSigned("header-refused", "The token asks for what is not known here (crit).");
        }
        return signed(token, payload.get());
    }

    private Read signed(String token, JsonObject payload) {
        OAuth2Auth auth = provider();
        var _ = fetch(settings.keysEvery());
        long seen = fetches();
        Verdict verdict = verdict(auth, token);
        if (verdict == Verdict.UNKNOWN_KEY && areNewer(seen)) {
            verdict = verdict(auth, token);
        }
        return switch (verdict) {
            case GOOD -> new Read.Signed(new Claims(payload.getMap()));
            case BAD -> new Read.NotSigned("bad-signature", "The token's signature is not the issuer's.");
            case UNKNOWN_KEY -> new Read.NotSigned("unknown-key", "The issuer does not name the token's key.");
        };
    }

    private enum Verdict {
        GOOD,
        BAD,
        UNKNOWN_KEY
    }

    private static Verdict verdict(OAuth2Auth auth, String token) {
        try {
            auth.authenticate(new TokenCredentials(token)).await();
            return Verdict.GOOD;
        } catch (NoSuchKeyIdException _) {
            return Verdict.UNKNOWN_KEY;
        } catch (Exception no) {
            LOG.debug("token of the issuer refused: {}", no.toString());
            return Verdict.BAD;
        }
    }

    /// Of many who need it at once one asks, and all await the same answer.
    private OAuth2Auth provider() {
        Future<OAuth2Auth> found;
        synchronized (this) {
            if (provider.isPresent()) {
                return provider.get();
            }
            found = discovery.orElseGet(this::discover);
        }
        try {
            return found.await();
        } catch (Exception away) {
            throw new IssuerUnavailable("the issuer is not to be reached");
        }
    }

    private Future<OAuth2Auth> discover() {
        Instant now = time.instant();
        if (askedAt.plus(BETWEEN).isAfter(now)) {
            return Future.failedFuture("not to be reached a moment ago");
        }
        askedAt = now;
        OAuth2Options options = options();
        Future<OAuth2Auth> found = inTime(OpenIDConnectAuth.discover(vertx, options));
        discovery = Optional.of(found);
        return found.onComplete(auth -> this.found(auth, options), this::notFound);
    }

    private synchronized void found(OAuth2Auth auth, OAuth2Options options) {
        // What it cannot verify itself the provider would hand to these, and believe them, whatever the token says.
        options.setIntrospectionPath(null).setUserInfoPath(null);
        // Discovery sets the issuer, and a wrong one could not be told from a wrong signature.
        options.getJWTOptions().setIssuer(null);
        provider = Optional.of(auth);
        discovery = Optional.empty();
        LOG.info("issuer found: {}", settings.issuer());
    }

    private synchronized void notFound(Throwable reason) {
        discovery = Optional.empty();
        LOG.warn("issuer not to be had reason={}", reason.toString());
    }

    private OAuth2Options options() {
        int patience = Math.toIntExact(settings.patience().toMillis());
        // The library names the issuer without a slash at its end.
        String site = settings.issuer().endsWith("/")
                ? settings.issuer().substring(0, settings.issuer().length() - 1)
                : settings.issuer();
        return new OAuth2Options()
                .setSite(site)
                .setClientId(settings.audience())
                .setHttpClientOptions(new HttpClientOptions().setConnectTimeout(patience))
                // An empty list: not null, which would stand for the client id.
                .setJWTOptions(new JWTOptions().setLeeway(ANY_TIME).setAudience(List.of()));
    }

    private synchronized long fetches() {
        return fetches;
    }

    /// @param seen fetches at the time the key was looked for
    /// @return whether there are newer keys now
    private boolean areNewer(long seen) {
        if (fetches() > seen) {
            return true;
        }
        try {
            fetch(BETWEEN).await();
        } catch (Exception away) {
            LOG.debug("no newer keys: {}", away.toString());
        }
        return fetches() > seen;
    }

    /// Of many who want newer keys at once one asks, and all get the same answer. The old ones stay good when it is
    /// none.
    ///
    /// @param least since the last time; when it was later, nothing is done
    private synchronized Future<Void> fetch(Duration least) {
        if (fetching.isPresent()) {
            return fetching.get();
        }
        Instant now = time.instant();
        if (provider.isEmpty() || askedAt.plus(least).isAfter(now)) {
            return Future.succeededFuture();
        }
        askedAt = now;
        Future<Void> fetched = inTime(provider.get().jWKSet());
        fetching = Optional.of(fetched);
        return fetched.onComplete(_ -> this.fetched(), this::notFetched);
    }

    private synchronized void fetched() {
        fetches++;
        fetching = Optional.empty();
    }

    private synchronized void notFetched(Throwable reason) {
        fetching = Optional.empty();
        LOG.warn("keys of the issuer not fetched reason={}", reason.toString());
    }

    private <T> Future<T> inTime(Future<T> answer) {
        return answer.timeout(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Optional<JsonObject> json(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return Optional.of(new JsonObject(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | DecodeException | ClassCastException _) {
            return Optional.empty();
        }
    }
}
