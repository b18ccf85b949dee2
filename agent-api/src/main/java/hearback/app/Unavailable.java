package hearback.app;

/// Something the program cannot do without is not to be had. The message says what, and what an operator can do about
/// it.
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unavailable(String message) {
        super(message);
    }

    Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
