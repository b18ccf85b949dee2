package hearback.telephony.flow;

/// The database could not be asked, or did not say whether it committed. Ask again: every write here is idempotent.
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
