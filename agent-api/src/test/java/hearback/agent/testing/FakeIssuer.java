package hearback.agent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A small OpenID Connect issuer with real keys, on this machine.
public final class FakeIssuer implements AutoCloseable {
    private static final int EC_BYTES = 32;

    private final HttpServer server;
    private final List<Key> keys = new CopyOnWriteArrayList<>();
    /// How often the keys were fetched, and how often it was asked about a single token.
    public final AtomicInteger keysFetched = new AtomicInteger();

    public final AtomicInteger askedAbout = new AtomicInteger();
    private volatile boolean isAway;

    /// One of its keys.
    ///
    /// @param algorithm RS256 or ES256
    public record Key(String id, String algorithm, KeyPair pair) {
        public static Key make(String id, String algorithm) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.equals("RS256") ? "RSA" : "EC");
                if (algorithm.equals("RS256")) {
                    generator.initialize(2_048);
                } else {
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                }
                return new Key(id, algorithm, generator.generateKeyPair());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        JsonObject jwk() {
            JsonObject jwk =
                    new JsonObject().put("kid", id).put("alg", algorithm).put("use", "sig");
            return switch (pair.getPublic()) {
                case RSAPublicKey rsa ->
                    jwk.put("kty", "RSA")
                            .put("n", number(rsa.getModulus(), 256))
                            .put("e", number(rsa.getPublicExponent(), 3));
                case ECPublicKey ec ->
                    jwk.put("kty", "EC")
                            .put("crv", "P-256")
                            .put("x", number(ec.getW().getAffineX(), EC_BYTES))
                            .put("y", number(ec.getW().getAffineY(), EC_BYTES));
                default -> throw new IllegalStateException("no such key");
            };
        }

        /// @param header of the token; its `alg` need not be the key's
        public String sign(JsonObject header, JsonObject claims) {
            try {
                String said = base64(header.encode()) + "." + base64(claims.encode());
                Signature signature = Signature.getInstance(
                        algorithm.equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
                signature.initSign(pair.getPrivate());
                signature.update(said.getBytes(StandardCharsets.UTF_8));
                return said + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        public String sign(JsonObject claims) {
            return sign(new JsonObject().put("alg", algorithm).put("kid", id).put("typ", "JWT"), claims);
        }

        private static String number(BigInteger value, int bytes) {
            byte[] signed = value.toByteArray();
            byte[] fixed = new byte[bytes];
            int length = Math.min(bytes, signed.length);
            System.arraycopy(signed, signed.length - length, fixed, bytes - length, length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
        }
    }

    public FakeIssuer(Key... keys) {
        this.keys.addAll(Arrays.asList(keys));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, configuration()));
        server.createContext("/keys", exchange -> {
            keysFetched.incrementAndGet();
            answer(exchange, keySet());
        });
        // A lenient issuer: whoever asks it about a token is told that it is good.
        server.createContext("/about", exchange -> {
            askedAbout.incrementAndGet();
            answer(exchange, new JsonObject().put("active", true).put("sub", "anybody"));
        });
        server.start();
    }

    public String name() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void useOnly(Key... others) {
        keys.clear();
        keys.addAll(Arrays.asList(others));
    }

    /// Answers 500 to everybody, or no longer.
    public void away(boolean is) {
        isAway = is;
    }

    public static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private JsonObject configuration() {
        return new JsonObject()
                .put("issuer", name())
                .put("jwks_uri", name() + "/keys")
                .put("authorization_endpoint", name() + "/authorize")
                .put("token_endpoint", name() + "/token")
                .put("userinfo_endpoint", name() + "/about")
                .put("introspection_endpoint", name() + "/about");
    }

    private JsonObject keySet() {
        JsonArray set = new JsonArray();
        keys.forEach(key -> set.add(key.jwk()));
        return new JsonObject().put("keys", set);
    }

    private void answer(HttpExchange exchange, JsonObject body) throws IOException {
        byte[] bytes = body.encode().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(isAway ? 500 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
