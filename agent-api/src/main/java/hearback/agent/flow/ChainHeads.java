package hearback.agent.flow;

import hearback.agent.audit.ChainHead;
import java.util.Iterator;
import java.util.Optional;

/// Needed: where heads of the audit chain are written down, outside the database. Only grows.
public interface ChainHeads {
    /// The head that was written last; empty when none was.
    ///
    /// @throws HeadsUnavailable when the place cannot be read
    Optional<ChainHead> newest();

    /// Returns when it is on the disk.
    ///
    /// @return false when it is not beyond the newest, or another process is writing: nothing was written then
    /// @throws HeadsUnavailable when it could not be written
    boolean write(ChainHead head);

    /// All heads that are there now, in the order they were written; what is written later is not among them.
    ///
    /// @throws HeadsUnavailable as does its iteration, when they cannot be read
    Reading read();

    /// One at a time, to be closed.
    interface Reading extends Iterator<ChainHead>, AutoCloseable {
        /// Lines passed so far that say nothing: torn when the machine stopped, or spoilt.
        long unreadable();

        @Override
        void close();
    }
}
