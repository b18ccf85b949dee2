package hearback.agent.flow;

/// Needed: whether the database answers.
public interface StoreHealth {
    boolean answers();
}
