package hearback.telephony.simulation;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.BridgeId;
import hearback.telephony.call.CallSignal;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.CallDropper;
import hearback.telephony.flow.LineJournal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One server: takes requests, plays calls in the world's time, says what real ones say (`testing` of `calls/`) to
/// whoever is logged in, writes its own journal, crashes, and has a clock of its own. What customers experience goes
/// into the ledger.
final class ScriptedAsterisk {
    static final QueueName QUEUE = new QueueName("hotline");
    static final Duration RING_TIME = Duration.ofSeconds(35);
    static final Duration AGENT_RING_TIME = Duration.ofSeconds(15);
    private static final InertText NO_TEXT = InertText.NOTHING;

    private final ServerName name;
    private final boolean hasJournal;
    private final Baton baton;
    private final RandomGenerator chance;
    private final Customers customers;
    private final Ledger ledger;
    private final History history;
    private final Runnable dialled;
    private final Map<LegId, Channel> channels = new LinkedHashMap<>();
    private final List<CallSignal> journal = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private boolean up = true;
    private int boots = 1;
    private long made;
    private Duration clockError = Duration.ZERO;
    private Instant trunkFailsUntil = Instant.MIN;
    private int trunkFault;
    private int agents = 6;

    /// Who hears the server.
    interface Session {
        void said(CallSignal signal);

        void broke();
    }

    /// A channel that is up or on its way.
    static final class Channel {
        final LegId leg;
        final LegId linked;
        final Instant made;
        final String technology;
        LegState state = LegState.DOWN;
        boolean inQueue;
        boolean inBridge;
        boolean clockWasSet;
        /// Of the telephone of an agent who was rung first.
        Optional<AgentFirstCall> call = Optional.empty();
        Optional<Ledger.Dial> dial = Optional.empty();
        String context = "from-trunk";
        /// As lists show it: of what we dialled our own number.
        String caller = "4001";

        private Channel(LegId leg, LegId linked, String technology, Instant made) {
            this.leg = leg;
            this.linked = linked;
            this.technology = technology;
            this.made = made;
        }
    }

    /// @param dialled told of each request to dial
    ScriptedAsterisk(
            String name,
            boolean hasJournal,
            Baton baton,
            RandomGenerator chance,
            Customers customers,
            Ledger ledger,
            History history,
            Runnable dialled) {
        this.name = new ServerName(name);
        this.hasJournal = hasJournal;
        this.baton = baton;
        this.chance = chance;
        this.customers = customers;
        this.ledger = ledger;
        this.history = history;
        this.dialled = dialled;
    }

    ServerName name() {
        return name;
    }

    boolean isUp() {
        return up;
    }

    /// In its own words.
    String booted() {
        return "boot " + boots;
    }

    Map<LegId, Channel> channels() {
        return channels;
    }

    void logIn(Session session) {
        sessions.add(session);
    }

    void logOff(Session session) {
        sessions.remove(session);
    }

    /// What the server's own clock shows.
    Instant clock() {
        return baton.now().plus(clockError);
    }

    /// Of calls that are up, one who was not there cannot be told when they were what.
    void setClock(Duration error) {
        clockError = error;
        for (Channel channel : channels.values()) {
            channel.clockWasSet = true;
            channel.dial.ifPresent(dial -> dial.clockWasSet = true);
        }
    }

    boolean hasWrongClock() {
        return clockError.abs().compareTo(Duration.ofSeconds(2)) > 0;
    }

    void failTrunk(Duration length, int fault) {
        trunkFailsUntil = baton.now().plus(length);
        trunkFault = fault;
    }

    void agents(int present) {
        agents = present;
    }

    LineJournal journal() {
        return !hasJournal
                ? LineJournal.NONE
                : from -> new LineJournal.Told(
                        journal.stream()
                                .filter(signal -> !signal.at().isBefore(from))
                                .toList(),
                        true);
    }

    void crash(Duration away) {
        history.note(baton.now(), name.text(), "crashes with " + channels.size() + " channels");
        channels.values()
                .forEach(channel -> channel.dial.ifPresent(dial -> {
                    dial.cutByServer = true;
                    dial.until = Optional.of(baton.now());
                }));
        channels.clear();
        up = false;
        boots++;
        var broken = List.copyOf(sessions);
        sessions.clear();
        broken.forEach(Session::broke);
        baton.in(away, () -> up = true);
    }

    /// Takes an asynchronous Originate. Acknowledged as queued even when a channel of that name lives.
    void originate(AttemptId attempt, PhoneNumber.Known number) {
        baton.busy();
        var leg = attempt.leg(name);
        history.note(baton.now(), name.text(), "originate " + leg.uniqueid());
        dialled.run();
        if (channels.containsKey(leg)) {
            step(millis(1, 10), () -> report(leg, false, 0));
            return;
        }
        var dial = ledger.dialled(leg.uniqueid(), number.e164(), name.text(), baton.now(), baton.now());
        if (trunkFailsUntil.isAfter(baton.now()) && trunkFault == 0) {
            dial.network = Ledger.Network.OURS;
            dial.until = Optional.of(baton.now());
            step(millis(1, 20), () -> report(leg, false, 0));
            return;
        }
        var channel = make(leg, leg, trunkChannel(), Optional.of(dial));
        switch (reaction(number.e164())) {
            case Customers.Reaction.Answers it -> answers(channel, dial, it);
            case Customers.Reaction.NoAnswer it -> noAnswer(channel, dial, it);
            case Customers.Reaction.Refused it -> refused(channel, dial, it);
        }
    }

    /// Takes an asynchronous Originate to an agent's telephone, whose dialplan rings the customer.
    void ringAgent(AttemptId attempt, PhoneNumber.Known number, AgentId agent) {
        baton.busy();
        var leg = attempt.leg(name);
        history.note(baton.now(), name.text(), "originate " + leg.uniqueid() + " at agent " + agent);
        dialled.run();
        if (channels.containsKey(leg)) {
            step(millis(1, 10), () -> report(leg, false, 0));
            return;
        }
        new AgentFirstCall(this, chance, leg, agent, number.e164(), baton.now()).ring();
    }

    private void answers(Channel channel, Ledger.Dial dial, Customers.Reaction.Answers how) {
        of(channel, how.after(), () -> {
            rings(channel);
            of(channel, how.rings(), () -> {
                dial.answered = true;
                up(channel);
                report(channel.leg, true, 4);
                channel.context = "hearback-callback";
                toQueue(channel, dial.number, how.patience(), how.talks());
            });
        });
    }

    private void noAnswer(Channel channel, Ledger.Dial dial, Customers.Reaction.NoAnswer how) {
        of(channel, how.after(), () -> {
            if (how.rings()) {
                rings(channel);
            }
        });
        of(channel, RING_TIME, () -> {
            dial.network = Ledger.Network.CUSTOMER;
            over(channel, 3, new HangupCause(19, 480));
        });
    }

    private void refused(Channel channel, Ledger.Dial dial, Customers.Reaction.Refused how) {
        of(channel, how.after(), () -> {
            if (how.earlyMedia()) {
                earlyMedia(channel);
            }
            if (!how.rang().isZero()) {
                rings(channel);
            }
            of(channel, how.rang(), () -> {
                dial.network = how.isOurs() ? Ledger.Network.OURS : Ledger.Network.CUSTOMER;
                over(channel, 0, new HangupCause(how.q850(), how.sip()));
            });
        });
    }

    void rings(Channel channel) {
        channel.dial.ifPresent(dial -> dial.rang = true);
        channel.state = LegState.RINGING;
        say(new CallSignal.LegChanged(clock(), channel.leg, channel.linked, LegState.RINGING));
        say(new CallSignal.LegProgress(clock(), channel.leg, channel.leg, true));
    }

    void earlyMedia(Channel channel) {
        say(new CallSignal.LegProgress(clock(), channel.leg, channel.linked, false));
    }

    void up(Channel channel) {
        channel.state = LegState.UP;
        say(new CallSignal.LegChanged(clock(), channel.leg, channel.linked, LegState.UP));
        write(new CallSignal.LegChanged(clock(), channel.leg, channel.linked, LegState.UP));
    }

    /// The report comes before the hang-up or after it.
    void over(Channel channel, int reason, HangupCause cause) {
        if (chance.nextBoolean()) {
            report(channel.leg, false, reason);
            hangUp(channel, cause);
        } else {
            hangUp(channel, cause);
            report(channel.leg, false, reason);
        }
    }

    /// A customer rings the hotline by himself.
    void ringsUs(String number) {
        if (!up) {
            return;
        }
        baton.busy();
        var leg = nextLeg();
        var channel = new Channel(leg, leg, trunkChannel(), baton.now());
        channels.put(leg, channel);
        channel.state = LegState.RING;
        channel.caller = number;
        var seen = new CallSignal.LegSeen(
                clock(),
                leg,
                leg,
                channel.technology,
                new InertText(number),
                NO_TEXT,
                "from-trunk",
                "4001",
                LegState.RING);
        say(seen);
        write(seen);
        of(channel, millis(5, 50), () -> {
            up(channel);
            toQueue(channel, number, millis(2_000, 30_000), millis(3_000, 60_000));
        });
    }

    private void toQueue(Channel channel, String number, Duration patience, Duration talks) {
        channel.inQueue = true;
        say(new CallSignal.JoinedQueue(clock(), channel.leg, channel.linked, QUEUE, 1));
        write(new CallSignal.JoinedQueue(clock(), channel.leg, channel.linked, QUEUE, 1));
        var wait = millis(200, 6_000);
        of(channel, wait, () -> {
            if (agents > 0 && wait.compareTo(patience) < 0) {
                agentTakes(channel, number, talks);
            } else {
                of(channel, patience, () -> gaveUp(channel, patience));
            }
        });
    }

    /// Hangs up unless they talk, as `AmiActions` asks for it.
    CallDropper.Dropped drop(LegId leg) {
        var channel = channels.get(leg);
        if (channel == null) {
            return new CallDropper.Dropped.Gone();
        }
        if (channel.inQueue) {
            gaveUp(channel, Duration.ZERO);
        } else if (channel.call.isPresent()) {
            return channel.call.get().drop();
        } else if (channel.state == LegState.UP) {
            return new CallDropper.Dropped.Talking();
        } else {
            over(channel, 0, new HangupCause(16, 0));
        }
        return new CallDropper.Dropped.HungUp();
    }

    private void gaveUp(Channel channel, Duration waited) {
        say(new CallSignal.AbandonedQueue(
                clock(), channel.leg, channel.linked, QUEUE, Duration.ofSeconds(waited.toSeconds())));
        hangUp(channel, new HangupCause(16, 0));
    }

    private void agentTakes(Channel customer, String number, Duration talks) {
        agents--;
        var agent = new AgentId("1" + "%03d".formatted(chance.nextInt(1, 100)));
        var leg = nextLeg();
        var channel = make(leg, customer.leg, telephone(agent), Optional.empty());
        say(new CallSignal.AgentRung(clock(), customer.leg, customer.linked, leg, agent, QUEUE));
        up(channel);
        say(new CallSignal.AgentTook(clock(), customer.leg, customer.linked, leg, agent, QUEUE, Duration.ZERO));
        customer.inQueue = false;
        talk(channel, customer, number, talks);
    }

    /// Until one of them rings off.
    void talk(Channel agent, Channel customer, String number, Duration talks) {
        var bridge = new BridgeId("bridge-" + name + "-" + made++);
        agent.inBridge = true;
        both(new CallSignal.EnteredBridge(clock(), agent.leg, agent.linked, bridge));
        both(new CallSignal.EnteredBridge(clock(), customer.leg, customer.linked, bridge));
        boolean isUnsure = !hasJournal || hasWrongClock();
        customer.dial.ifPresent(it -> it.spokenAt = Optional.of(baton.now()));
        ledger.spoke(new Ledger.Spoken(number, baton.now(), customer.dial, isUnsure, clockError.negated()));
        of(customer, talks, () -> {
            agents++;
            both(new CallSignal.LeftBridge(clock(), customer.leg, customer.linked, bridge));
            both(new CallSignal.LeftBridge(clock(), agent.leg, agent.linked, bridge));
            hangUp(customer, new HangupCause(16, 0));
            hangUp(agent, new HangupCause(16, 0));
        });
    }

    /// Is rung from now on, and free again when his call is over.
    Optional<AgentId> freeAgent() {
        return agents > 0 ? Optional.of(new AgentId("1" + "%03d".formatted(chance.nextInt(1, 100)))) : Optional.empty();
    }

    int freeAgents() {
        return Math.max(0, agents);
    }

    void agentIs(boolean isFree) {
        agents += isFree ? 1 : -1;
    }

    /// The customer's leg of a call that began with an agent.
    ///
    /// @param agent up
    /// @param asked when the server was
    Optional<Channel> call(Channel agent, String number, Instant asked) {
        var dial = ledger.dialled(agent.leg.uniqueid(), number, name.text(), asked, baton.now());
        dial.clockWasSet = agent.clockWasSet;
        if (trunkFailsUntil.isAfter(baton.now()) && trunkFault == 0) {
            dial.network = Ledger.Network.OURS;
            dial.until = Optional.of(baton.now());
            return Optional.empty();
        }
        return Optional.of(make(nextLeg(), agent.leg, trunkChannel(), Optional.of(dial)));
    }

    /// How the customer takes it, or the trunk.
    Customers.Reaction reaction(String number) {
        if (trunkFailsUntil.isAfter(baton.now())) {
            return new Customers.Reaction.Refused(
                    millis(2, 40), Duration.ZERO, false, trunkFault == 503 ? 34 : 21, trunkFault, true);
        }
        return customers.reaction(
                number, baton.now().atZone(ZoneId.of("Asia/Shanghai")).getHour());
    }

    private LegId nextLeg() {
        return new LegId(name, baton.now().getEpochSecond() + "." + made++);
    }

    String trunkChannel() {
        return "PJSIP/trunk-" + "%08x".formatted(made++);
    }

    String telephone(AgentId agent) {
        return "PJSIP/" + agent + "-" + "%08x".formatted(made++);
    }

    Channel make(LegId leg, LegId linked, String technology, Optional<Ledger.Dial> dial) {
        var channel = new Channel(leg, linked, technology, baton.now());
        channel.dial = dial;
        channels.put(leg, channel);
        var context = dial.isPresent() ? "from-trunk" : "agents";
        channel.context = context;
        var seen =
                new CallSignal.LegSeen(clock(), leg, linked, technology, NO_TEXT, NO_TEXT, context, "s", LegState.DOWN);
        say(seen);
        write(new CallSignal.LegSeen(clock(), leg, linked, technology, NO_TEXT, NO_TEXT, context, "s", LegState.OTHER));
        return channel;
    }

    void hangUp(Channel channel, HangupCause cause) {
        channels.remove(channel.leg);
        channel.dial.ifPresent(dial -> dial.until = Optional.of(baton.now()));
        say(new CallSignal.HungUp(clock(), channel.leg, channel.linked, cause, channel.state));
        write(new CallSignal.HungUp(
                clock(), channel.leg, channel.linked, new HangupCause(cause.q850(), 0), LegState.OTHER));
    }

    void report(LegId leg, boolean answered, int reason) {
        say(new CallSignal.DialReported(clock(), leg, leg, answered, reason));
    }

    private void both(CallSignal signal) {
        say(signal);
        write(signal);
    }

    private void say(CallSignal signal) {
        baton.busy();
        List.copyOf(sessions).forEach(session -> session.said(signal));
    }

    private void write(CallSignal signal) {
        journal.add(signal);
    }

    /// While this channel lives.
    void of(Channel channel, Duration after, Runnable then) {
        baton.in(after, () -> {
            if (channels.get(channel.leg) == channel) {
                then.run();
            }
        });
    }

    /// While the server lives.
    private void step(Duration after, Runnable then) {
        int its = boots;
        baton.in(after, () -> {
            if (boots == its) {
                then.run();
            }
        });
    }

    Duration millis(long from, long to) {
        return customers.millis(from, to);
    }
}
