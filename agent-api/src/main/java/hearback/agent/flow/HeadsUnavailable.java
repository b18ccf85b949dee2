package hearback.agent.flow;

/// The place where heads of the audit chain are written down cannot be used.
public final class HeadsUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HeadsUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
