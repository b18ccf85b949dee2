package hearback.telephony.disk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hearback.telephony.call.BridgeId;
import hearback.telephony.call.CallSignal;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.SoundFile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One line of the channel event log, in our words.
///
/// Source: Asterisk CEL event types, since 12; `eventextra` is JSON within the JSON.
final class CelLine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final ServerName server;

    CelLine(ServerName server) {
        this.server = server;
    }

    record Told(Instant at, List<CallSignal> signals) {}

    /// Empty when the line cannot be made sense of: cut in the middle, not JSON, no time, no channel.
    Optional<Told> read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            Instant at = instant(node.path("eventtime").asText());
            LegId leg = new LegId(server, node.path("uniqueid").asText());
            String linkedText = node.path("linkedid").asText();
            LegId linked = linkedText.isEmpty() ? leg : new LegId(server, linkedText);
            return Optional.of(new Told(at, signals(node, at, leg, linked)));
        } catch (JsonProcessingException | IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static List<CallSignal> signals(JsonNode node, Instant at, LegId leg, LegId linked)
            throws JsonProcessingException {
        String application = node.path("appname").asText();
        String arguments = node.path("appdata").asText();
        return switch (node.path("eventtype").asText()) {
            case "CHAN_START" ->
                List.of(new CallSignal.LegSeen(
                        at,
                        leg,
                        linked,
                        node.path("channame").asText(),
                        new InertText(node.path("num").asText()),
                        new InertText(node.path("name").asText()),
                        node.path("context").asText(),
                        node.path("exten").asText(),
                        LegState.OTHER));
            case "ANSWER" -> List.of(new CallSignal.LegChanged(at, leg, linked, LegState.UP));
            case "APP_START" -> application(at, leg, linked, application, arguments);
            case "BRIDGE_ENTER" -> List.of(new CallSignal.EnteredBridge(at, leg, linked, bridge(node)));
            case "BRIDGE_EXIT" -> List.of(new CallSignal.LeftBridge(at, leg, linked, bridge(node)));
            case "HANGUP" ->
                List.of(new CallSignal.HungUp(
                        at,
                        leg,
                        linked,
                        new HangupCause(extra(node).path("hangupcause").asInt(), 0),
                        LegState.OTHER));
            default -> List.of();
        };
    }

    private static List<CallSignal> application(Instant at, LegId leg, LegId linked, String name, String arguments) {
        String first = arguments.split(",", 2)[0];
        return switch (name) {
            case "Queue" -> List.of(new CallSignal.JoinedQueue(at, leg, linked, new QueueName(first), 1));
            case SurveyEvent.APPLICATION ->
                SurveyEvent.read(arguments).stream()
                        .<CallSignal>map(answer -> new CallSignal.SurveyAnswered(at, leg, linked, answer))
                        .toList();
            case "MixMonitor" -> {
                SoundFile file = new SoundFile(first);
                yield file.isEarlyMedia() ? List.of() : List.of(new CallSignal.RecordingBegan(at, leg, linked, file));
            }
            default -> List.of();
        };
    }

    private static BridgeId bridge(JsonNode node) throws JsonProcessingException {
        return new BridgeId(extra(node).path("bridge_id").asText());
    }

    private static JsonNode extra(JsonNode node) throws JsonProcessingException {
        String text = node.path("eventextra").asText();
        return JSON.readTree(text.isEmpty() ? "{}" : text);
    }

    /// Seconds since 1970 with a fraction, exactly: a double would lose microseconds.
    private static Instant instant(String seconds) {
        BigDecimal exact = new BigDecimal(seconds);
        long whole = exact.longValue();
        return Instant.ofEpochSecond(
                whole,
                exact.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue());
    }
}
