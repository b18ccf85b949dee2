package hearback.agent.audit;

import java.util.Iterator;

/// Why a row does not fit where it stands. A row that was moved still carries its old hash, which says where it was.
///
/// @param bad the first row that does not fit; the place is the one that was due
/// @param before the walk up to the row before it
record Explain(AuditEntry bad, Verification before) {
    /// How far behind the end of the log the old place of a row is looked for: that many rows may be gone before
    /// it.
    private static final long BEHIND_THE_END = 10_000;

    /// @param rest the rows behind the bad one; walked to the end when none of them belongs in its place
    Finding among(Iterator<AuditEntry> rest) {
        long end = bad.place();
        while (rest.hasNext()) {
            AuditEntry row = rest.next();
            ChainHash rightful = ChainHash.of(bad.place(), row.event(), before.last());
            if (rightful.equals(row.hash())) {
                return hadBad(row)
                        ? new Finding.Swapped(bad.place(), row.place())
                        : new Finding.Inserted(bad.place(), Math.max(bad.place(), row.place() - 1));
            }
            if (rightful.equals(bad.hash()) && hadBad(row)) {
                return new Finding.Swapped(bad.place(), row.place());
            }
            end = Math.max(end, row.place());
        }
        return alone(end);
    }

    /// What the bad row says stood in the place of this one, whether hashes went along with the words or stayed.
    private boolean hadBad(AuditEntry row) {
        ChainHash taken = ChainHash.of(row.place(), bad.event(), bad.previous());
        ChainHash left = ChainHash.of(row.place(), bad.event(), row.previous());
        return taken.equals(bad.hash()) || left.equals(row.hash()) || left.equals(bad.hash());
    }

    private Finding alone(long end) {
        if (bad.isWholeAt(bad.place())) {
            // It vouches for another row before it. When that one is proven it is this one that lies.
            return before.provenTo() == before.entries()
                    ? new Finding.Edited(bad.place())
                    : new Finding.Rewritten(bad.place() - 1, before.provenTo() + 1);
        }
        for (long place = 1; place <= end + BEHIND_THE_END; place++) {
            if (bad.isWholeAt(place)) {
                return place < bad.place()
                        ? new Finding.Inserted(place, bad.place() - 1)
                        : new Finding.Deleted(bad.place(), place - 1);
            }
        }
        return new Finding.Edited(bad.place());
    }
}
