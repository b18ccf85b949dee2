package hearback.telephony.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Optional;

/// How each fact is written as JSON and read again. Facts are kept for years: a kind, once written, keeps its shape;
/// a new shape gets a new kind, and the old one is still read.
final class FactCodec {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FactCodec() {}

    static String kind(CallFact fact) {
        return switch (fact) {
            case CallFact.LegAppeared f -> "leg-appeared";
            case CallFact.LegRang f -> "leg-rang";
            case CallFact.LegHeardEarly f -> "leg-heard-early";
            case CallFact.LegAnswered f -> "leg-answered";
            case CallFact.Queued f -> "queued";
            case CallFact.Abandoned f -> "abandoned";
            case CallFact.AgentRang f -> "agent-rang";
            case CallFact.AgentTook f -> "agent-took";
            case CallFact.BridgeEntered f -> "bridge-entered";
            case CallFact.BridgeLeft f -> "bridge-left";
            case CallFact.RecordingBegan f -> "recording-began";
            case CallFact.SurveyAnswered f -> "survey-answered";
            case CallFact.DialReported f -> "dial-reported";
            case CallFact.LegEnded f -> "leg-ended";
            case CallFact.LegLost f -> "leg-lost";
            case CallFact.LegNeverCame f -> "leg-never-came";
            case CallFact.PartMissed f -> "part-missed";
            case CallFact.Ended f -> "ended";
        };
    }

    static String body(CallFact fact) {
        ObjectNode node = JSON.createObjectNode().put("at", fact.at().toString());
        if (fact instanceof CallFact.OfLeg ofLeg) {
            leg(node, "leg", ofLeg.leg());
        }
        switch (fact) {
            case CallFact.LegAppeared f ->
                node.put("channel", clean(f.channel()))
                        .put("callerNumber", f.callerNumber().text())
                        .put("callerName", f.callerName().text())
                        .put("context", clean(f.context()))
                        .put("exten", clean(f.exten()));
            case CallFact.LegRang f -> {}
            case CallFact.LegHeardEarly f -> {}
            case CallFact.LegAnswered f -> {}
            case CallFact.Queued f -> node.put("queue", clean(f.queue().text())).put("position", f.position());
            case CallFact.Abandoned f ->
                node.put("queue", clean(f.queue().text()))
                        .put("waited", f.waited().toString());
            case CallFact.AgentRang f -> {
                leg(node, "agentLeg", f.agentLeg());
                node.put("agent", f.agent().text()).put("queue", clean(f.queue().text()));
            }
            case CallFact.AgentTook f -> {
                leg(node, "agentLeg", f.agentLeg());
                node.put("agent", f.agent().text())
                        .put("queue", clean(f.queue().text()))
                        .put("waited", f.waited().toString());
            }
            case CallFact.BridgeEntered f -> node.put("bridge", clean(f.bridge().text()));
            case CallFact.BridgeLeft f -> node.put("bridge", clean(f.bridge().text()));
            case CallFact.RecordingBegan f -> node.put("file", f.file().path());
            case CallFact.SurveyAnswered f -> survey(node, f.answer());
            case CallFact.DialReported f -> node.put("answered", f.answered()).put("reason", f.reason());
            case CallFact.LegEnded f ->
                node.put("q850", f.cause().q850())
                        .put("sip", f.cause().sip())
                        .put("finalState", f.finalState().name());
            case CallFact.LegLost f -> node.put("reason", f.reason().name());
            case CallFact.LegNeverCame f ->
                node.put("heardSince", f.heardSince().toString());
            case CallFact.PartMissed f ->
                node.put("gapReason", clean(f.part().gapReason()))
                        .put("witness", f.part().witness().name());
            case CallFact.Ended f -> {}
        }
        return node.toString();
    }

    /// @throws IllegalStateException when the stored row is none that this program, or one before it, wrote
    static CallFact read(String kind, String body) {
        JsonNode node = tree(body);
        Instant at = Instant.parse(text(node, "at"));
        return switch (kind) {
            case "leg-appeared" ->
                new CallFact.LegAppeared(
                        at,
                        leg(node, "leg"),
                        text(node, "channel"),
                        new InertText(text(node, "callerNumber")),
                        new InertText(text(node, "callerName")),
                        text(node, "context"),
                        text(node, "exten"));
            case "leg-rang" -> new CallFact.LegRang(at, leg(node, "leg"));
            case "leg-heard-early" -> new CallFact.LegHeardEarly(at, leg(node, "leg"));
            case "leg-answered" -> new CallFact.LegAnswered(at, leg(node, "leg"));
            case "queued" -> new CallFact.Queued(at, leg(node, "leg"), queue(node), number(node, "position"));
            case "abandoned" -> new CallFact.Abandoned(at, leg(node, "leg"), queue(node), waited(node));
            case "agent-rang" ->
                new CallFact.AgentRang(at, leg(node, "leg"), leg(node, "agentLeg"), agent(node), queue(node));
            case "agent-took" ->
                new CallFact.AgentTook(
                        at, leg(node, "leg"), leg(node, "agentLeg"), agent(node), queue(node), waited(node));
            case "bridge-entered" -> new CallFact.BridgeEntered(at, leg(node, "leg"), bridge(node));
            case "bridge-left" -> new CallFact.BridgeLeft(at, leg(node, "leg"), bridge(node));
            case "recording-began" ->
                new CallFact.RecordingBegan(at, leg(node, "leg"), new SoundFile(text(node, "file")));
            case "survey-answered" -> new CallFact.SurveyAnswered(at, leg(node, "leg"), survey(node));
            case "dial-reported" ->
                new CallFact.DialReported(
                        at, leg(node, "leg"), node.required("answered").asBoolean(), number(node, "reason"));
            case "leg-ended" ->
                new CallFact.LegEnded(
                        at,
                        leg(node, "leg"),
                        new HangupCause(number(node, "q850"), number(node, "sip")),
                        LegState.valueOf(text(node, "finalState")));
            case "leg-lost" -> new CallFact.LegLost(at, leg(node, "leg"), lostReason(text(node, "reason")));
            case "leg-never-came" ->
                new CallFact.LegNeverCame(at, leg(node, "leg"), Instant.parse(text(node, "heardSince")));
            case "part-missed" ->
                new CallFact.PartMissed(
                        new MissedPart(at, text(node, "gapReason"), MissedPart.Witness.valueOf(text(node, "witness"))));
            case "ended" -> new CallFact.Ended(at);
            default -> throw new IllegalStateException("a fact of unknown kind is stored: " + kind);
        };
    }

    /// An earlier version wrote NEVER_CAME without saying since when it had heard everything: that proves nothing.
    private static LostReason lostReason(String word) {
        return word.equals("NEVER_CAME") ? LostReason.MISSED_IN_GAP : LostReason.valueOf(word);
    }

    private static void leg(ObjectNode node, String name, LegId leg) {
        node.putObject(name).put("server", leg.server().text()).put("uniqueid", clean(leg.uniqueid()));
    }

    private static LegId leg(JsonNode node, String name) {
        JsonNode leg = node.required(name);
        return new LegId(new ServerName(text(leg, "server")), text(leg, "uniqueid"));
    }

    private static void survey(ObjectNode node, SurveyAnswer answer) {
        node.put("question", answer.question()).put("repeats", answer.repeats()).put("timeouts", answer.timeouts());
        answer.key().ifPresent(key -> node.put("key", key));
    }

    private static SurveyAnswer survey(JsonNode node) {
        return new SurveyAnswer(
                text(node, "question"),
                Optional.ofNullable(node.get("key")).map(JsonNode::intValue),
                number(node, "repeats"),
                number(node, "timeouts"));
    }

    private static QueueName queue(JsonNode node) {
        return new QueueName(text(node, "queue"));
    }

    private static AgentId agent(JsonNode node) {
        return new AgentId(text(node, "agent"));
    }

    private static BridgeId bridge(JsonNode node) {
        return new BridgeId(text(node, "bridge"));
    }

    private static Duration waited(JsonNode node) {
        return Duration.parse(text(node, "waited"));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).textValue();
    }

    private static int number(JsonNode node, String name) {
        return node.required(name).intValue();
    }

    /// PostgreSQL keeps no NUL, neither in text nor in jsonb. The line's gate lets none through; this is the last
    /// place.
    static String clean(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored fact is no JSON", broken);
        }
    }
}
