package hearback.agent.flow;

/// Needed: hashes that are slow to guess. Every method takes a processor for some 100 ms, waits for its turn, and
/// throws [HasherBusy] when too many wait already.
public interface PasswordHasher {
    /// With a salt of its own; the text says with what it was made.
    String hash(Password password);

    boolean matches(Password password, String hash);

    /// Whether it was made with less, or more, than is asked for now. Takes no time.
    boolean isOutdated(String hash);
}
