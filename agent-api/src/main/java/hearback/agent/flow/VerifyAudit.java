package hearback.agent.flow;

import hearback.agent.audit.AuditEntry;
import hearback.agent.audit.Verification;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// Walks along the whole audit log and compares it with every head that was written down. Holds one page of rows at a
/// time, and no transaction.
public final class VerifyAudit {
    private static final int PAGE = 1_000;

    private final AuditChain chain;
    private final ChainHeads heads;

    public VerifyAudit(AuditChain chain, ChainHeads heads) {
        this.chain = chain;
        this.heads = heads;
    }

    /// @throws HeadsUnavailable when the heads cannot be read
    /// @throws hearback.telephony.flow.StoreUnavailable when the database does not answer
    public Report run() {
        // First: a head that is written from now on may be of a row that the walk has passed over as not there.
        try (ChainHeads.Reading written = heads.read()) {
            Verification walked = Verification.of(new Rows(chain), written);
            return new Report(walked, written.unreadable());
        }
    }

    /// @param unreadable lines among the heads that say nothing
    public record Report(Verification walk, long unreadable) {
        public Verdict verdict() {
            if (walk.finding().isPresent()) {
                return Verdict.BROKEN;
            }
            return walk.entries() > 0 && walk.heads() == 0 ? Verdict.UNPROVEN : Verdict.SOUND;
        }
    }

    /// What to think of the log.
    public enum Verdict {
        /// Every row fits, and so does every head.
        SOUND,
        /// Something is wrong, the first thing is named.
        BROKEN,
        /// Every row fits the next, but there is no head: the whole may have been rewritten.
        UNPROVEN
    }

    /// Page by page; each page is a statement of its own.
    private static final class Rows implements Iterator<AuditEntry> {
        private final AuditChain chain;
        private Iterator<AuditEntry> page = List.<AuditEntry>of().iterator();
        private long passed;
        private boolean isOver;

        Rows(AuditChain chain) {
            this.chain = chain;
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext() && !isOver) {
                List<AuditEntry> next = chain.after(passed, PAGE);
                isOver = next.isEmpty();
                page = next.iterator();
            }
            return page.hasNext();
        }

        @Override
        public AuditEntry next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            AuditEntry row = page.next();
            passed = row.place();
            return row;
        }
    }
}
