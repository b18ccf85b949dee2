package hearback.telephony.callback;

import java.util.UUID;

/// Names one callback from request to close.
public record CallbackId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
