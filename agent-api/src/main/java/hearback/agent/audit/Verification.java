package hearback.agent.audit;

import java.util.Iterator;
import java.util.Optional;

/// What a walk along the chain came to.
///
/// @param entries rows that fit, from the first on
/// @param last hash of the last of them
/// @param heads written heads they were compared with
/// @param provenTo place of the last head that agreed: behind it nobody would notice a cut
/// @param finding the first thing that is wrong; empty when the walk came to the end
public record Verification(long entries, ChainHash last, long heads, long provenTo, Optional<Finding> finding) {
    private static final Verification START = new Verification(0, ChainHash.NONE, 0, 0, Optional.empty());

    /// Walks along the chain once, holding one entry and one head at a time.
    ///
    /// @param entries by place; further ones may be appended meanwhile
    /// @param heads as they were written, so by place too; none that is newer than the walk
    public static Verification of(Iterator<AuditEntry> entries, Iterator<ChainHead> heads) {
        Verification walked = START;
        Optional<ChainHead> head = next(heads);
        while (entries.hasNext()) {
            AuditEntry entry = entries.next();
            Verification before = walked;
            walked = before.with(entry);
            if (walked.finding.isPresent()) {
                return walked;
            }
            if (!before.fits(entry)) {
                return before.found(new Explain(entry, before).among(entries));
            }
            while (head.isPresent() && head.get().place() <= entry.place()) {
                walked = walked.compared(head.get());
                if (walked.finding.isPresent()) {
                    return walked;
                }
                head = next(heads);
            }
        }
        return walked.andThen(head, heads);
    }

    private boolean fits(AuditEntry entry) {
        return entry.previous().equals(last) && entry.isWholeAt(entry.place());
    }

    /// One row further, when it has the next place.
    private Verification with(AuditEntry entry) {
        long due = entries + 1;
        if (entry.place() < due) {
            return found(new Finding.Inserted(entry.place(), entry.place()));
        }
        if (entry.place() > due) {
            return found(new Finding.Deleted(due, entry.place() - 1));
        }
        return new Verification(due, entry.hash(), heads, provenTo, Optional.empty());
    }

    private Verification compared(ChainHead head) {
        if (head.place() < entries) {
            return found(new Finding.HeadsDisordered(head.place()));
        }
        if (!head.hash().equals(last)) {
            return found(new Finding.Rewritten(head.place(), provenTo + 1));
        }
        return new Verification(entries, last, heads + 1, head.place(), Optional.empty());
    }

    /// The heads of places the log does not have.
    private Verification andThen(Optional<ChainHead> first, Iterator<ChainHead> rest) {
        if (first.isEmpty()) {
            return this;
        }
        long furthest = first.get().place();
        while (rest.hasNext()) {
            furthest = Math.max(furthest, rest.next().place());
        }
        return found(new Finding.CutTail(entries + 1, furthest));
    }

    private Verification found(Finding what) {
        return new Verification(entries, last, heads, provenTo, Optional.of(what));
    }

    private static Optional<ChainHead> next(Iterator<ChainHead> heads) {
        return heads.hasNext() ? Optional.of(heads.next()) : Optional.empty();
    }
}
