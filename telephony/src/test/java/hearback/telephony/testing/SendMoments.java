package hearback.telephony.testing;

import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.RunDueCallbacks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Does everything at once and writes down for which moment each dial was meant.
public final class SendMoments implements RunDueCallbacks.Starter {
    private final ScriptedDialer dialer;
    private final List<Begun> begun = new ArrayList<>();

    public SendMoments(ScriptedDialer dialer) {
        this.dialer = dialer;
    }

    /// @param at for which its dial was meant
    public record Begun(Instant at, AttemptId attempt) {}

    /// What only releases starts the dial itself.
    @Override
    public void start(Instant at, Runnable work) {
        int known = begun.size();
        int dialled = dialer.dialled().size();
        work.run();
        if (begun.size() == known && dialer.dialled().size() > dialled) {
            begun.add(new Begun(at, dialer.dialled().getLast().attempt()));
        }
    }

    public List<Begun> begun() {
        return List.copyOf(begun);
    }

    public List<Instant> moments() {
        return begun.stream().map(Begun::at).toList();
    }
}
