package hearback.telephony.ami;

import hearback.config.LineSettings;
import hearback.config.ListeningSettings;
import hearback.telephony.call.ServerName;
import hearback.telephony.flow.LineEar;
import hearback.telephony.flow.LineFeed;
import hearback.telephony.flow.LineStates;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Hears one server: its events, and its lists after each login, over the same connection, so that what is missing in a
/// list is gone and not merely still on its way.
public final class AmiConnection implements LineEar {
    private final LineSettings line;
    private final ListeningSettings listening;
    private final InstantSource time;
    private final RandomGenerator chance;
    private final ServerName server;
    private final Function<HearingCounts, EventGate> gates;
    private final HearingCounts counts = new HearingCounts();
    private Optional<AmiLink> link = Optional.empty();
    private volatile Optional<Hearing> hearing = Optional.empty();

    public AmiConnection(LineSettings line, ListeningSettings listening, InstantSource time, RandomGenerator chance) {
        this(line, listening, time, chance, EventGate::new);
    }

    /// @param gates makes the gate of each connection
    AmiConnection(
            LineSettings line,
            ListeningSettings listening,
            InstantSource time,
            RandomGenerator chance,
            Function<HearingCounts, EventGate> gates) {
        this.gates = gates;
        this.line = line;
        this.listening = listening;
        this.time = time;
        this.chance = chance;
        this.server = new ServerName(line.name());
    }

    @Override
    public synchronized void open(LineFeed feed) {
        Hearing opened = new Hearing(server, feed, time, counts, gates);
        hearing = Optional.of(opened);
        link = Optional.of(new AmiLink("events", line, listening, chance, opened));
        link.ifPresent(AmiLink::start);
    }

    @Override
    public synchronized void close() {
        link.ifPresent(AmiLink::stop);
        link = Optional.empty();
        hearing = Optional.empty();
    }

    @Override
    public void askLists() {
        hearing.ifPresent(Hearing::askLists);
    }

    @Override
    public LineStates.LineState state() {
        return new LineStates.LineState(
                server,
                hearing.map(Hearing::isUp).orElse(false),
                hearing.map(Hearing::version).orElse(""),
                counts.heardSum(),
                counts.droppedSum());
    }

    /// What was heard and what was of no use, since the start.
    public HearingCounts counts() {
        return counts;
    }
}
