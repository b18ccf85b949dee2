package hearback.telephony.testing;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.BridgeId;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.LostReason;
import hearback.telephony.call.MissedPart;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.SoundFile;
import hearback.telephony.call.SurveyAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One fact of every kind there is, with hostile texts.
public final class OneOfEachFact {
    private static final Instant AT = Instant.parse("2026-11-23T02:00:00.123456789Z");
    private static final ServerName SERVER = new ServerName("main");
    private static final LegId LEG = new LegId(SERVER, "1795313984.2");
    private static final LegId AGENT_LEG = new LegId(SERVER, "1795313984.3");
    private static final AgentId AGENT = new AgentId("1001");
    private static final QueueName QUEUE = new QueueName("hot'line\" \\ 热线");

    private OneOfEachFact() {}

    public static List<CallFact> list() {
        return List.of(
                new CallFact.LegAppeared(
                        AT,
                        LEG,
                        "PJSIP/trunk-00000001",
                        new InertText("<script>&\"';drop table--"),
                        new InertText("\u202Eevil\r\nAction: x \uD83D\uDE00"),
                        "from-trunk",
                        "4001"),
                new CallFact.LegRang(AT, LEG),
                new CallFact.LegHeardEarly(AT, LEG),
                new CallFact.LegAnswered(AT, LEG),
                new CallFact.Queued(AT, LEG, QUEUE, 3),
                new CallFact.Abandoned(AT, LEG, QUEUE, Duration.ofSeconds(75)),
                new CallFact.AgentRang(AT, LEG, AGENT_LEG, AGENT, QUEUE),
                new CallFact.AgentTook(AT, LEG, AGENT_LEG, AGENT, QUEUE, Duration.ofMillis(4_500)),
                new CallFact.BridgeEntered(AT, LEG, new BridgeId("b-1")),
                new CallFact.BridgeLeft(AT, LEG, new BridgeId("b-1")),
                new CallFact.RecordingBegan(AT, LEG, new SoundFile("/var/spool/asterisk/monitor/a b'.wav")),
                new CallFact.SurveyAnswered(AT, LEG, new SurveyAnswer("satisfaction", Optional.of(4), 2, 1)),
                new CallFact.DialReported(AT, LEG, false, 3),
                new CallFact.LegEnded(AT, LEG, new HangupCause(17, 486), LegState.RINGING),
                new CallFact.LegLost(AT, AGENT_LEG, LostReason.PBX_RESTART),
                new CallFact.LegNeverCame(AT, LEG, AT.minusSeconds(60)),
                new CallFact.PartMissed(new MissedPart(AT, "connection lost", MissedPart.Witness.EVENT_LOG)),
                new CallFact.Ended(AT));
    }
}
