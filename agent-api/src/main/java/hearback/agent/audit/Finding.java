package hearback.agent.audit;

/// What is wrong with the log, at its first bad row.
public sealed interface Finding {
    /// The first row that is not as it was written, or is not there.
    long place();

    /// What is wrong there, in one sentence.
    String sentence();

    /// The row does not say what it said when it was written.
    record Edited(long place) implements Finding {
        @Override
        public String sentence() {
            return "row " + place + " was edited: it is not the row whose hash the chain holds";
        }
    }

    /// @param until the last of the rows that are gone
    record Deleted(long place, long until) implements Finding {
        @Override
        public String sentence() {
            return rows(place, until) + " deleted";
        }
    }

    /// @param until the last of the rows that were put in
    record Inserted(long place, long until) implements Finding {
        @Override
        public String sentence() {
            return rows(place, until) + " put in later: the row that was at place " + place + " stands behind";
        }
    }

    /// @param with the row it changed places, or contents, with
    record Swapped(long place, long with) implements Finding {
        @Override
        public String sentence() {
            return "rows " + place + " and " + with + " were swapped";
        }
    }

    /// The log ends before a place that was written down as reached.
    ///
    /// @param until the last place that was written down
    record CutTail(long place, long until) implements Finding {
        @Override
        public String sentence() {
            return "the tail is cut from row " + place + " on: the log had come to row " + until + " at least";
        }
    }

    /// A row fits itself and those before it, but is another than the one that was written down or that the next
    /// row was chained to: it was changed together with its hash.
    ///
    /// @param place the row that is surely another
    /// @param since the first row that may have been rewritten with it
    record Rewritten(long place, long since) implements Finding {
        @Override
        public String sentence() {
            String more = since == place ? "" : ", rows from " + since + " on may have been changed with it";
            return "row " + place + " was rewritten with a new hash, which is not the one it had" + more;
        }
    }

    /// The heads do not stand in the order in which they are written.
    ///
    /// @param place the head that comes after one of a later place
    record HeadsDisordered(long place) implements Finding {
        @Override
        public String sentence() {
            return "the written heads are out of order at row " + place + ": somebody changed them";
        }
    }

    private static String rows(long first, long last) {
        return first == last ? "row " + first + " was" : "rows " + first + " to " + last + " were";
    }
}
