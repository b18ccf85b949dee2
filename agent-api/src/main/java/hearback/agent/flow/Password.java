package hearback.agent.flow;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// A password, in the normal form NFKC: the same whichever keyboard it was typed on (NIST SP 800-63B-4 3.1.1.2).
public record Password(String text) {
    public Password {
        text = Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "Password[…]";
    }
}
