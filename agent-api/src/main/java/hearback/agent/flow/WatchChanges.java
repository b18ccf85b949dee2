package hearback.agent.flow;

import hearback.agent.ticket.Ticket;
import hearback.recording.flow.Recordings;
import hearback.recording.index.Recording;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.LineStates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Shows what changed in tickets, callbacks, recordings and lines to whoever watches, whichever node changed it.
///
/// Looks at the newest of each and compares with what it showed last; after nobody watched for a while it shows all of
/// them again, which a watcher takes as he takes any change. A callback or recording older than the newest
/// [#LOOKED_AT] is seen when it is asked for, not live.
public final class WatchChanges {
    private static final int LOOKED_AT = 200;
    private static final int GAPS = 20;

    private final TicketStore tickets;
    private final Callbacks callbacks;
    private final Recordings recordings;
    private final LineStates lines;
    private final Feed feed;

    private final Map<Object, Object> shown = new HashMap<>();

    public WatchChanges(TicketStore tickets, Callbacks callbacks, Recordings recordings, LineStates lines, Feed feed) {
        this.tickets = tickets;
        this.callbacks = callbacks;
        this.recordings = recordings;
        this.lines = lines;
        this.feed = feed;
    }

    /// Must not run twice at once.
    ///
    /// @return how many changes were shown
    public int runOnce() {
        if (!feed.isWatched()) {
            shown.clear();
            return 0;
        }
        Map<Object, Object> seen = new HashMap<>();
        int changes = show(tickets.lastChanged(LOOKED_AT), Ticket::id, feed::ticketChanged, seen)
                + show(
                        callbacks.list(Optional.empty(), Optional.empty(), LOOKED_AT),
                        plan -> plan.request().id(),
                        feed::callbackChanged,
                        seen)
                + show(recordings.list(Optional.empty(), LOOKED_AT), Recording::id, feed::recordingChanged, seen)
                + show(
                        List.of(heard()),
                        _ -> Heard.class,
                        heard -> feed.linesChanged(lines.lines(), heard.gaps()),
                        seen);
        shown.clear();
        shown.putAll(seen);
        return changes;
    }

    private <T> int show(List<T> found, Function<T, Object> key, Consumer<T> tell, Map<Object, Object> seen) {
        int changes = 0;
        for (T one : found) {
            seen.put(key.apply(one), one);
            if (!one.equals(shown.get(key.apply(one)))) {
                tell.accept(one);
                changes++;
            }
        }
        return changes;
    }

    /// Without the counters, which never stand still.
    private Heard heard() {
        Map<String, Boolean> connected = new HashMap<>();
        lines.lines().forEach(line -> connected.put(line.server().text() + " " + line.version(), line.connected()));
        return new Heard(connected, lines.gaps(GAPS));
    }

    private record Heard(Map<String, Boolean> connected, List<LineStates.Gap> gaps) {}
}
