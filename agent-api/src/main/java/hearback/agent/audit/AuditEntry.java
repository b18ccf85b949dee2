package hearback.agent.audit;

/// One row of the log, as it stands there: nothing says that its hash is right.
///
/// @param place from 1, without holes
/// @param previous the hash of the entry before; [ChainHash#NONE] at the first
public record AuditEntry(long place, AuditEvent event, ChainHash previous, ChainHash hash) {
    /// The entry as it should be after this hash.
    public static AuditEntry chained(long place, AuditEvent event, ChainHash previous) {
        return new AuditEntry(place, event, previous, ChainHash.of(place, event, previous));
    }

    /// Its own hash fits what it says, at this place.
    boolean isWholeAt(long where) {
        return ChainHash.of(where, event, previous).equals(hash);
    }
}
