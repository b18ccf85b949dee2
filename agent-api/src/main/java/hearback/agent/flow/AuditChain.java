package hearback.agent.flow;

import hearback.agent.audit.AuditEntry;
import hearback.agent.audit.ChainHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Needed: the audit log as it stands in the database, to be read and doubted. Every method throws
/// [hearback.telephony.flow.StoreUnavailable] when the database does not answer.
public interface AuditChain {
    /// The newest row; empty when there is none.
    Optional<AuditEntry> newest();

    /// Whether the row of this place is there with this hash.
    boolean holds(long place, ChainHash hash);

    /// Rows after a place, by place: about that many, but all of one place together.
    List<AuditEntry> after(long place, int about);

    /// Rows that fit, newest first.
    ///
    /// @param before only rows of lower places
    List<AuditEntry> find(Wanted wanted, OptionalLong before, int limit);

    /// What is looked for; an empty field fits everything.
    ///
    /// @param since the earliest time that fits
    /// @param until the first time that does not fit any more
    record Wanted(Optional<String> subject, Optional<String> who, Optional<Instant> since, Optional<Instant> until) {}
}
