package hearback.agent.flow;

/// The issuer's keys are not to be had; ask again.
public final class IssuerUnavailable extends RuntimeException {
    public IssuerUnavailable(String reason) {
        super(reason);
    }
}
