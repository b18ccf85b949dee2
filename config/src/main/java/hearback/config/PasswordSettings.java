package hearback.config;

/// What a password's hash costs, Argon2id (RFC 9106).
///
/// @param memory of one hash, KiB
/// @param passes over that memory
/// @param lanes computed side by side
/// @param atOnce hashes computed at once, each on a thread of its own
public record PasswordSettings(int memory, int passes, int lanes, int atOnce) {
    /// OWASP's least for Argon2id: 19 MiB, two passes, one lane.
    private static final int LEAST_KIB = 19_456;

    private static final int MOST_KIB = 1 << 20;

    public PasswordSettings {
        new Checks()
                .between("memory", memory, LEAST_KIB, MOST_KIB)
                .between("passes", passes, 2, 100)
                .between("lanes", lanes, 1, 16)
                .between("at-once", atOnce, 1, 64)
                .done();
    }
}
