package hearback.telephony.ami;

import hearback.telephony.call.LegId;
import hearback.telephony.flow.LineFeed;
import hearback.telephony.flow.LineNews;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.asteriskjava.manager.action.CoreShowChannelsAction;
import org.asteriskjava.manager.action.QueueStatusAction;
import org.asteriskjava.manager.event.CoreShowChannelEvent;
import org.asteriskjava.manager.event.CoreShowChannelsCompleteEvent;
import org.asteriskjava.manager.event.ManagerEvent;

/// The lists asked of a server, one request at a time: callers and members of queues first, then channels. Each entry
/// comes as an event like any other; this only watches for the whole.
final class ListRequest {
    /// A server with 1,000 channels needs less than one second.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LineFeed feed;
    private final InstantSource time;
    private final Set<LegId> legs = new HashSet<>();
    private Optional<Instant> askedAt = Optional.empty();
    private boolean again;

    ListRequest(LineFeed feed, InstantSource time) {
        this.feed = feed;
        this.time = time;
    }

    /// Asks now, or once more after the request that is under way.
    synchronized void ask(OneSocketConnection connection) {
        if (askedAt.isPresent()) {
            again = true;
            return;
        }
        Instant now = time.instant();
        askedAt = Optional.of(now);
        legs.clear();
        feed.put(new LineNews.ListsAsked(now), now);
        try {
            connection.sendAction(new QueueStatusAction(), null);
            connection.sendAction(new CoreShowChannelsAction(), null);
        } catch (IOException | IllegalStateException broken) {
            failed("connection lost");
        }
    }

    /// The connection is another: what was asked before will not be answered.
    synchronized void forget() {
        askedAt = Optional.empty();
        again = false;
    }

    synchronized void listed(ManagerEvent event, Function<String, LegId> legOf) {
        if (askedAt.isEmpty()) {
            return;
        }
        if (event instanceof CoreShowChannelEvent channel && channel.getUniqueid() != null) {
            legs.add(legOf.apply(channel.getUniqueid()));
        }
        if (event instanceof CoreShowChannelsCompleteEvent complete) {
            Integer said = complete.getListitems();
            if (said != null && said != legs.size()) {
                failed("said " + said + " channels, listed " + legs.size());
            } else {
                done(new LineNews.LegsListed(time.instant(), legs));
            }
        }
    }

    /// Bounded time: a list that did not come whole by now is asked for again, by whoever needs it.
    synchronized void giveUpLate() {
        if (askedAt.filter(asked -> asked.plus(PATIENCE).isBefore(time.instant()))
                .isPresent()) {
            failed("not whole after " + PATIENCE.toSeconds() + " s");
        }
    }

    private void failed(String why) {
        done(new LineNews.ListsFailed(time.instant(), why));
    }

    /// Whoever asked while this request was under way is served by asking anew: its answer began before his
    /// question.
    private void done(LineNews end) {
        askedAt = Optional.empty();
        LineNews told = again ? new LineNews.ListsFailed(time.instant(), "asked again") : end;
        again = false;
        feed.put(told, time.instant());
    }
}
