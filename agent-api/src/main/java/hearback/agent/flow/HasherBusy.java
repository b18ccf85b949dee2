package hearback.agent.flow;

/// More passwords are waiting to be hashed than can be in good time; ask again.
public final class HasherBusy extends RuntimeException {
    public HasherBusy() {
        super("too many passwords at once");
    }
}
