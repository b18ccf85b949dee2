package hearback.telephony.testing;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.Dialer;
import hearback.telephony.flow.LineDown;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/// A line that answers as the test says, and remembers whom it was told to dial. Unless told otherwise it queues.
public final class ScriptedDialer implements Dialer {
    private final List<Dialled> dialled = new ArrayList<>();
    private final Deque<Supplier<Sent>> script = new ArrayDeque<>();

    @Override
    public Sent dial(AttemptId attempt, PhoneNumber.Known number) {
        return dial(new Dialled(attempt, number, false));
    }

    @Override
    public Sent survey(AttemptId attempt, PhoneNumber.Known number) {
        return dial(new Dialled(attempt, number, true));
    }

    private synchronized Sent dial(Dialled wanted) {
        var answer = script.poll();
        var sent = answer == null ? new Sent.Queued() : answer.get();
        if (!(sent instanceof Sent.Refused)) {
            // What is not known may have been dialled, so it counts as such here.
            dialled.add(wanted);
        }
        return sent;
    }

    /// The next dial is answered so.
    public synchronized ScriptedDialer answers(Sent sent) {
        script.add(() -> sent);
        return this;
    }

    /// The next dial finds no connection: nothing is sent.
    public synchronized ScriptedDialer isDown() {
        script.add(() -> {
            throw new LineDown(new ServerName("main"), "not connected");
        });
        return this;
    }

    public synchronized List<Dialled> dialled() {
        return List.copyOf(dialled);
    }

    /// @param survey whoever answers is asked by a machine
    public record Dialled(AttemptId attempt, PhoneNumber.Known number, boolean survey) {}
}
