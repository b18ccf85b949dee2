package hearback.telephony.ami;

import hearback.telephony.call.CallSignal;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.LegId;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.SoundFile;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.event.AgentCalledEvent;
import org.asteriskjava.manager.event.AgentConnectEvent;
import org.asteriskjava.manager.event.BridgeEnterEvent;
import org.asteriskjava.manager.event.BridgeLeaveEvent;
import org.asteriskjava.manager.event.CoreShowChannelEvent;
import org.asteriskjava.manager.event.DialStateEvent;
import org.asteriskjava.manager.event.FullyBootedEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.NewChannelEvent;
import org.asteriskjava.manager.event.NewStateEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.manager.event.QueueCallerAbandonEvent;
import org.asteriskjava.manager.event.QueueCallerJoinEvent;
import org.asteriskjava.manager.event.QueueEntryEvent;
import org.asteriskjava.manager.event.QueueMemberAddedEvent;
import org.asteriskjava.manager.event.QueueMemberEvent;
import org.asteriskjava.manager.event.QueueMemberPauseEvent;
import org.asteriskjava.manager.event.QueueMemberRemovedEvent;
import org.asteriskjava.manager.event.QueueMemberStatusEvent;
import org.asteriskjava.manager.event.ShutdownEvent;
import org.asteriskjava.manager.event.VarSetEvent;
import org.jspecify.annotations.Nullable;

/// Turns the library's events of one server into ours. Never throws: an event that cannot be used is [Heard.Broken].
///
/// Events are told apart by their exact class, because the library delivers some twice, the second time as an event of
/// Asterisk 11 (`DialBegin` also as `Dial`), and because some of its classes inherit from others.
public final class AmiTranslator {
    private static final Pattern OUR_CHANNEL = Pattern.compile("hb[0-9a-f]{32}");
    private static final Heard IGNORED = new Heard.Ignored();

    private final ServerName server;
    private final Map<Class<?>, Reading> readings = new HashMap<>();

    private interface Reading {
        Heard read(ManagerEvent event, Instant received);
    }

    private interface ReadingOf<E extends ManagerEvent> {
        Heard read(E event, Instant received);
    }

    public AmiTranslator(ServerName server) {
        this.server = server;
        on(NewChannelEvent.class, this::newChannel);
        on(CoreShowChannelEvent.class, this::listedChannel);
        on(NewStateEvent.class, this::newState);
        on(DialStateEvent.class, this::dialState);
        on(QueueCallerJoinEvent.class, this::joined);
        on(QueueEntryEvent.class, this::waiting);
        on(QueueCallerAbandonEvent.class, this::abandoned);
        on(AgentCalledEvent.class, this::agentCalled);
        on(AgentConnectEvent.class, this::agentConnect);
        on(BridgeEnterEvent.class, this::bridgeEnter);
        on(BridgeLeaveEvent.class, this::bridgeLeave);
        on(VarSetEvent.class, this::varSet);
        on(HearbackSurveyEvent.class, this::surveyAnswered);
        on(OriginateResponseEvent.class, this::originateResponse);
        on(org.asteriskjava.manager.event.HangupEvent.class, (event, received) -> hangup(event, received, 0));
        on(HangupEvent.class, (event, received) -> hangup(event, received, Fields.cause(event.getTechCause())));
        on(QueueMemberEvent.class, (event, received) -> MemberReading.listed(server, event));
        on(QueueMemberStatusEvent.class, (event, received) -> MemberReading.listed(server, event));
        on(QueueMemberAddedEvent.class, (event, received) -> MemberReading.added(server, event));
        on(QueueMemberPauseEvent.class, (event, received) -> MemberReading.paused(server, event));
        on(QueueMemberRemovedEvent.class, (event, received) -> MemberReading.removed(server, event));
        on(FullyBootedEvent.class, (event, received) -> new Heard.ServerBooted(Fields.time(event, received)));
        on(ShutdownEvent.class, (event, received) -> new Heard.ServerStopping(Fields.time(event, received)));
    }

    /// Makes the library give us what its own events leave out. Before login.
    public static void registerOwnEvents(ManagerConnection connection) {
        connection.registerUserEventClass(HangupEvent.class);
        connection.registerUserEventClass(HearbackSurveyEvent.class);
    }

    private <E extends ManagerEvent> void on(Class<E> kind, ReadingOf<E> reading) {
        readings.put(kind, (event, received) -> reading.read(kind.cast(event), received));
    }

    /// @param received our own time, for an event without `Timestamp`
    public Heard translate(ManagerEvent event, Instant received) {
        Reading reading = readings.get(event.getClass());
        if (reading == null) {
            return IGNORED;
        }
        try {
            return reading.read(event, received);
        } catch (Fields.Unusable unusable) {
            return new Heard.Broken(name(event) + ": " + unusable.getMessage());
        } catch (RuntimeException unexpected) {
            return new Heard.Broken(name(event) + ": " + unexpected.getClass().getSimpleName());
        }
    }

    private static String name(ManagerEvent event) {
        return event.getClass().getSimpleName().replaceFirst("Event$", "");
    }

    private LegId leg(@Nullable String uniqueid) {
        return Fields.leg(server, uniqueid);
    }

    private Heard newChannel(NewChannelEvent event, Instant received) {
        LegId leg = leg(event.getUniqueId());
        return of(new CallSignal.LegSeen(
                Fields.time(event, received),
                leg,
                Fields.linked(leg, event.getLinkedid()),
                Fields.word(event.getChannel()),
                Fields.inert(event.getCallerIdNum()),
                Fields.inert(event.getCallerIdName()),
                Fields.word(event.getContext()),
                Fields.word(event.getExten()),
                Fields.state(event.getChannelStateDesc())));
    }

    /// Entries of a list carry no `Timestamp`.
    private Heard listedChannel(CoreShowChannelEvent event, Instant received) {
        LegId leg = leg(event.getUniqueid());
        String exten = event.getExten() != null ? event.getExten() : event.getExtension();
        return of(new CallSignal.LegSeen(
                Fields.madeAt(leg, event.getDuration(), received),
                leg,
                Fields.linked(leg, event.getLinkedid()),
                Fields.word(event.getChannel()),
                Fields.inert(event.getCallerIdNum()),
                Fields.inert(event.getCallerIdName()),
                Fields.word(event.getContext()),
                Fields.word(exten),
                Fields.state(event.getChannelStateDesc())));
    }

    private Heard newState(NewStateEvent event, Instant received) {
        LegId leg = leg(event.getUniqueId());
        return of(new CallSignal.LegChanged(
                Fields.time(event, received),
                leg,
                Fields.linked(leg, event.getLinkedId()),
                Fields.state(event.getChannelStateDesc())));
    }

    /// The event is about the leg that is dialled, not about the one that dials; there is none for an Originate.
    private Heard dialState(DialStateEvent event, Instant received) {
        LegId dialled = leg(event.getDestUniqueId());
        LegId linked = Fields.linked(dialled, event.getDestLinkedId());
        Instant at = Fields.time(event, received);
        return switch (Fields.word(event.getDialStatus())) {
            case "RINGING" -> of(new CallSignal.LegProgress(at, dialled, linked, true));
            case "PROGRESS" -> of(new CallSignal.LegProgress(at, dialled, linked, false));
            default -> IGNORED;
        };
    }

    private Heard joined(QueueCallerJoinEvent event, Instant received) {
        LegId leg = leg(event.getUniqueId());
        return of(new CallSignal.JoinedQueue(
                Fields.time(event, received),
                leg,
                Fields.linked(leg, event.getLinkedId()),
                Fields.queue(event.getQueue()),
                Fields.number(event.getPosition())));
    }

    /// The list of callers says since how many seconds each waits.
    private Heard waiting(QueueEntryEvent event, Instant received) {
        LegId leg = leg(event.getUniqueId());
        return of(new CallSignal.JoinedQueue(
                received.minus(Fields.seconds(event.getWait())),
                leg,
                leg,
                Fields.queue(event.getQueue()),
                Fields.number(event.getPosition())));
    }

    private Heard abandoned(QueueCallerAbandonEvent event, Instant received) {
        LegId leg = leg(event.getUniqueId());
        return of(new CallSignal.AbandonedQueue(
                Fields.time(event, received),
                leg,
                Fields.linked(leg, event.getLinkedId()),
                Fields.queue(event.getQueue()),
                Fields.seconds(event.getHoldTime())));
    }

    private Heard agentCalled(AgentCalledEvent event, Instant received) {
        LegId leg = leg(event.getUniqueId());
        return of(new CallSignal.AgentRung(
                Fields.time(event, received),
                leg,
                Fields.linked(leg, event.getLinkedId()),
                leg(event.getDestUniqueId()),
                Fields.agent(event.getInterface()),
                Fields.queue(event.getQueue())));
    }

    private Heard agentConnect(AgentConnectEvent event, Instant received) {
        LegId leg = leg(event.getUniqueId());
        return of(new CallSignal.AgentTook(
                Fields.time(event, received),
                leg,
                Fields.linked(leg, event.getLinkedId()),
                leg(event.getDestUniqueId()),
                Fields.agent(event.getInterface()),
                Fields.queue(event.getQueue()),
                Fields.seconds(event.getHoldTime())));
    }

    private Heard bridgeEnter(BridgeEnterEvent event, Instant received) {
        LegId leg = leg(event.getUniqueId());
        return of(new CallSignal.EnteredBridge(
                Fields.time(event, received),
                leg,
                Fields.linked(leg, event.getLinkedId()),
                Fields.bridge(event.getBridgeUniqueId())));
    }

    private Heard bridgeLeave(BridgeLeaveEvent event, Instant received) {
        LegId leg = leg(event.getUniqueId());
        return of(new CallSignal.LeftBridge(
                Fields.time(event, received),
                leg,
                Fields.linked(leg, event.getLinkedId()),
                Fields.bridge(event.getBridgeUniqueId())));
    }

    private Heard varSet(VarSetEvent event, Instant received) {
        if (!"MIXMONITOR_FILENAME".equals(event.getVariable())) {
            return IGNORED;
        }
        LegId leg = leg(event.getUniqueId());
        SoundFile file = new SoundFile(event.getValue() == null ? "" : event.getValue());
        return file.isEarlyMedia()
                ? IGNORED
                : of(new CallSignal.RecordingBegan(
                        Fields.time(event, received), leg, Fields.linked(leg, event.getLinkedId()), file));
    }

    private Heard surveyAnswered(HearbackSurveyEvent event, Instant received) {
        LegId leg = leg(event.getUniqueId());
        return of(new CallSignal.SurveyAnswered(
                Fields.time(event, received), leg, Fields.linked(leg, event.getLinkedid()), Fields.answer(event)));
    }

    /// Without a channel the event has the Uniqueid `<unknown>`; the ActionID still says whose it is when it is the
    /// attempt's channel (faults.md 2.1 row 5). It has no Linkedid.
    private Heard originateResponse(OriginateResponseEvent event, Instant received) {
        String action = event.getActionId();
        String uniqueid = event.getUniqueId();
        boolean named = uniqueid != null && !uniqueid.isEmpty() && !uniqueid.equals("<unknown>");
        LegId leg = leg(named || action == null || !OUR_CHANNEL.matcher(action).matches() ? uniqueid : action);
        return of(new CallSignal.DialReported(
                Fields.time(event, received),
                leg,
                leg,
                "Success".equals(event.getResponse()),
                Fields.number(event.getReason())));
    }

    private Heard hangup(org.asteriskjava.manager.event.HangupEvent event, Instant received, int sip) {
        LegId leg = leg(event.getUniqueId());
        return of(new CallSignal.HungUp(
                Fields.time(event, received),
                leg,
                Fields.linked(leg, event.getLinkedId()),
                new HangupCause(Fields.cause(event.getCause()), sip),
                Fields.state(event.getChannelStateDesc())));
    }

    private static Heard of(CallSignal signal) {
        return new Heard.OfCall(signal);
    }
}
