package hearback.agent.flow;

import hearback.agent.identity.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// A secret that says who is asking (RFC 6750). Ours are 32 random bytes, written in URL-safe base64, and shown once,
/// when issued.
public record BearerToken(String text) {
    private static final int BYTES = 32;

    /// @param secrets must be cryptographically strong
    static BearerToken random(RandomGenerator secrets) {
        byte[] bytes = new byte[BYTES];
        secrets.nextBytes(bytes);
        return new BearerToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// Whether it is a JSON Web Token (RFC 7519): three parts with points between. Ours have none.
    public boolean isSigned() {
        return text.indexOf('.') >= 0;
    }

    public TokenHash hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new TokenHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "BearerToken[…]";
    }
}
