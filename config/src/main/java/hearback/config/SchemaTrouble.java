package hearback.config;

/// The database cannot be brought to the shape this program needs. The message is one an operator can act on.
public final class SchemaTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaTrouble(String message) {
        super(message);
    }

    SchemaTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
