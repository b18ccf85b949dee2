package hearback.agent.ticket;

/// How urgent a ticket is.
public enum Priority {
    NORMAL,
    HIGH,
    URGENT;

    /// Repeated urges raise the level: the first tells, the second raises to [#HIGH], the third to [#URGENT].
    ///
    /// Source: regulation b.6 (S0-11).
    public static Priority afterUrges(int urges) {
        if (urges < 2) {
            return NORMAL;
        }
        return urges == 2 ? HIGH : URGENT;
    }
}
