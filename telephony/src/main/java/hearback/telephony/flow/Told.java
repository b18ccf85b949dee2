package hearback.telephony.flow;

import hearback.telephony.call.CallRecord;
import java.util.concurrent.atomic.LongAdder;

/// Who is told when something of a line was stored: the board, and whoever follows facts. Counts what was.
public final class Told {
    private final LiveBoard board;
    private final CallReader reader;
    private final Runnable followers;
    private final LongAdder facts = new LongAdder();
    private final LongAdder setAside = new LongAdder();

    /// @param followers wakes those who follow facts
    public Told(LiveBoard board, CallReader reader, Runnable followers) {
        this.board = board;
        this.reader = reader;
        this.followers = followers;
    }

    LiveBoard board() {
        return board;
    }

    void stored(int count) {
        facts.add(count);
        followers.run();
    }

    void setAside(int count) {
        setAside.add(count);
    }

    void changed(CallRecord call) {
        board.callChanged(call, reader.customer(call));
    }

    /// Facts stored since the start, doubled ones included.
    public long factsStored() {
        return facts.sum();
    }

    /// Facts that can never be stored: our mistake.
    public long factsSetAside() {
        return setAside.sum();
    }
}
