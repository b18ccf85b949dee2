package hearback.telephony.ami;

import hearback.telephony.call.LegId;
import hearback.telephony.call.ServerName;
import hearback.telephony.flow.LineFeed;
import hearback.telephony.flow.LineNews;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.CoreStatusAction;
import org.asteriskjava.manager.event.BridgeEvent;
import org.asteriskjava.manager.event.ConnectEvent;
import org.asteriskjava.manager.event.CoreShowChannelEvent;
import org.asteriskjava.manager.event.DialEvent;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.QueueEntryEvent;
import org.asteriskjava.manager.response.CoreStatusResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is made of one server's events, over as many connections as it takes. Asterisk-Java's thread translates and
/// hands over here, and does nothing that could wait.
final class Hearing implements AmiLink.Tenant {
    private static final Logger log = LoggerFactory.getLogger(Hearing.class);
    private static final long ANSWER_MILLIS = 5_000;
    private static final Duration STARTING = Duration.ofSeconds(2);

    private final ServerName server;
    private final LineFeed feed;
    private final InstantSource time;
    private final HearingCounts counts;
    private final Function<HearingCounts, EventGate> gates;
    private final AmiTranslator translator;
    private final ListRequest lists;
    private volatile EventGate gate;
    private volatile Optional<OneSocketConnection> connection = Optional.empty();
    private volatile String version = "";
    private volatile Instant lastHeard;
    private volatile Instant upSince;
    /// Everything said before this instant has been heard. Not the time of the last event: in a full queue
    /// events are lost before others that still come out.
    private volatile Instant provenUntil;
    private final Map<String, Instant> askedAt = new ConcurrentHashMap<>();

    /// @param gates makes the gate of each connection
    Hearing(
            ServerName server,
            LineFeed feed,
            InstantSource time,
            HearingCounts counts,
            Function<HearingCounts, EventGate> gates) {
        this.server = server;
        this.feed = feed;
        this.time = time;
        this.counts = counts;
        this.gates = gates;
        this.translator = new AmiTranslator(server);
        this.lists = new ListRequest(feed, time);
        this.gate = gates.apply(counts);
        this.lastHeard = time.instant();
        this.upSince = lastHeard;
        this.provenUntil = lastHeard;
    }

    boolean isUp() {
        return connection.isPresent();
    }

    String version() {
        return version;
    }

    void askLists() {
        connection.ifPresent(lists::ask);
    }

    @Override
    public BlockGate gate() {
        gate = gates.apply(counts);
        return gate;
    }

    @Override
    public void prepare(OneSocketConnection prepared) {
        EventGate its = gate;
        AmiTranslator.registerOwnEvents(prepared);
        prepared.addEventListener(event -> heard(event, its));
    }

    @Override
    public String eventMask() {
        return "on";
    }

    @Override
    public void up(OneSocketConnection opened) {
        counts.loggedIn();
        version = opened.getVersion() == null ? "" : opened.getVersion().toString();
        lastHeard = time.instant();
        upSince = lastHeard;
        provenUntil = lastHeard;
        askedAt.clear();
        lists.forget();
        feed.put(new LineNews.HearingBegan(lastHeard, version, booted(opened)), lastHeard);
        connection = Optional.of(opened);
        lists.ask(opened);
    }

    @Override
    public void down(String reason) {
        connection = Optional.empty();
        log.debug("{} {}", server, reason);
        feed.put(new LineNews.HearingLost(provenUntil, "connection lost"), time.instant());
    }

    @Override
    public void asking(String pingId) {
        askedAt.put(pingId, time.instant());
    }

    /// A Ping's answer comes after all events that were sent before it: none of those may be missing now.
    @Override
    public void answered(String pingId) {
        lastHeard = time.instant();
        Instant asked = askedAt.remove(pingId);
        OptionalLong lost = gate.lostBefore(pingId);
        if (asked != null && lost.isPresent()) {
            if (lost.getAsLong() > 0) {
                feed.put(new LineNews.HearingLost(provenUntil, "queue overflow"), lastHeard);
                askLists();
            } else {
                feed.put(new LineNews.HearingProven(asked), lastHeard);
            }
            provenUntil = asked;
        }
        lists.giveUpLate();
    }

    private void heard(ManagerEvent event, EventGate its) {
        if (event instanceof DialEvent
                || event instanceof BridgeEvent
                || event instanceof ConnectEvent
                || event instanceof DisconnectEvent) {
            return;
        }
        its.delivered();
        Instant now = time.instant();
        lastHeard = now;
        try {
            lists.listed(event, leg -> new LegId(server, leg));
            switch (translator.translate(event, now)) {
                case Heard.OfCall(var signal) ->
                    feed.put(isListed(event) ? new LineNews.Listed(signal) : new LineNews.Heard(signal), now);
                case Heard.OfMember(var member) -> feed.put(new LineNews.MemberHeard(member), now);
                case Heard.ServerBooted _ -> askAgainWhenLate(now);
                case Heard.Broken(var why) -> counts.dropped("broken " + why);
                case Heard.ServerStopping _, Heard.Ignored _ -> {}
            }
        } catch (RuntimeException unforeseen) {
            counts.dropped("broken " + event.getClass().getSimpleName());
            log.warn(
                    "{} an event could not be used: {}",
                    server,
                    event.getClass().getSimpleName(),
                    unforeseen);
        }
    }

    private static boolean isListed(ManagerEvent event) {
        return event instanceof CoreShowChannelEvent || event instanceof QueueEntryEvent;
    }

    /// `FullyBooted` comes at once after a login, unless the server was still starting: then its lists were not
    /// whole.
    private void askAgainWhenLate(Instant now) {
        if (upSince.plus(STARTING).isBefore(now)) {
            askLists();
        }
    }

    /// Empty when it is not told: the right to `system` or `reporting` is missing.
    private String booted(OneSocketConnection opened) {
        try {
            return opened.sendAction(new CoreStatusAction(), ANSWER_MILLIS) instanceof CoreStatusResponse status
                            && status.getCoreStartupDate() != null
                    ? status.getCoreStartupDate() + " " + status.getCoreStartupTime()
                    : "";
        } catch (IOException | TimeoutException | IllegalStateException silent) {
            log.warn("{} does not tell when it was started: {}", server, silent.getMessage());
            return "";
        }
    }
}
