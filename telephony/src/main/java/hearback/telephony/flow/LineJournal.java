package hearback.telephony.flow;

import hearback.telephony.call.CallSignal;
import java.time.Instant;
import java.util.List;

/// Needed: what a server wrote down by itself while nobody listened. AMI replays nothing, so this is the only witness
/// of a call that lived and died in a gap, and the proof of what became of an attempt (faults.md 2.5 rule 4).
public interface LineJournal {
    /// A server that keeps none, or whose disk this process does not see.
    LineJournal NONE = new LineJournal() {
        @Override
        public Told since(Instant from) {
            return new Told(List.of(), false);
        }

        @Override
        public boolean isKept() {
            return false;
        }
    };

    /// Everything written since then, in the order written. Never throws: what cannot be read is left out, and
    /// said.
    Told since(Instant from);

    /// False when there is nothing to wait for: nobody will ever be able to read it.
    default boolean isKept() {
        return true;
    }

    /// @param whole false when there is none, lines were broken, it was unreadable, or it begins after `from`
    record Told(List<CallSignal> signals, boolean whole) {
        public Told {
            signals = List.copyOf(signals);
        }
    }
}
