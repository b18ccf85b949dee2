package hearback.telephony.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearback.telephony.call.AgentId;
import hearback.telephony.call.CallId;
import hearback.telephony.call.InertText;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.queue.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one node tells the others, as JSON. No telephone number is in it: of a call only the id.
sealed interface LiveMessage {
    /// Something of this call changed; the receiver looks it up.
    record OfCall(CallId id) implements LiveMessage {}

    record OfMember(Member member) implements LiveMessage {}

    /// All members of each server the sender hears; said again and again, also without any server, so that
    /// everybody who hears it knows that Redis carries what is said.
    record Standing(Map<ServerName, List<Member>> members) implements LiveMessage {
        public Standing {
            members = Map.copyOf(members);
        }
    }

    /// @param node unique among all nodes
    record Signed(String node, LiveMessage message) {}

    ObjectMapper JSON = new ObjectMapper();

    default String text(String node) {
        ObjectNode text = JSON.createObjectNode().put("node", node);
        switch (this) {
            case OfCall(CallId id) -> text.put("call", id.text());
            case OfMember(Member member) ->
                text.set("member", json(member).put("server", member.server().text()));
            case Standing(Map<ServerName, List<Member>> members) -> {
                ObjectNode servers = text.putObject("members");
                members.forEach((server, all) -> {
                    ArrayNode list = servers.putArray(server.text());
                    all.forEach(member -> list.add(json(member)));
                });
            }
        }
        return text.toString();
    }

    /// @throws IllegalArgumentException when it is none that we know
    static Signed read(String text) {
        try {
            JsonNode heard = JSON.readTree(text);
            return new Signed(heard.path("node").asText(), message(heard));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("no JSON", broken);
        }
    }

    private static LiveMessage message(JsonNode heard) {
        if (heard.has("call")) {
            return new OfCall(new CallId(heard.path("call").asText()));
        }
        if (heard.has("member")) {
            JsonNode member = heard.path("member");
            return new OfMember(member(new ServerName(member.path("server").asText()), member));
        }
        if (heard.has("members")) {
            Map<ServerName, List<Member>> members = new HashMap<>();
            heard.path("members").properties().forEach(entry -> {
                ServerName server = new ServerName(entry.getKey());
                List<Member> all = new ArrayList<>();
                entry.getValue().forEach(one -> all.add(member(server, one)));
                members.put(server, all);
            });
            return new Standing(members);
        }
        throw new IllegalArgumentException("of a kind that is not known here");
    }

    private static ObjectNode json(Member member) {
        ObjectNode body = JSON.createObjectNode()
                .put("queue", member.queue().text())
                .put("agent", member.agent().text())
                .put("name", member.name().text());
        return switch (member.state()) {
            case Member.State.Ready _ -> body.put("state", "ready");
            case Member.State.Ringing _ -> body.put("state", "ringing");
            case Member.State.OnCall _ -> body.put("state", "on call");
            case Member.State.Paused(InertText reason) ->
                body.put("state", "paused").put("reason", reason.text());
            case Member.State.Away _ -> body.put("state", "away");
        };
    }

    private static Member member(ServerName server, JsonNode node) {
        return new Member(
                server,
                new QueueName(node.path("queue").asText()),
                new AgentId(node.path("agent").asText()),
                new InertText(node.path("name").asText()),
                state(node.path("state").asText(), node.path("reason").asText()));
    }

    private static Member.State state(String word, String reason) {
        return switch (word) {
            case "ready" -> new Member.State.Ready();
            case "ringing" -> new Member.State.Ringing();
            case "on call" -> new Member.State.OnCall();
            case "paused" -> new Member.State.Paused(new InertText(reason));
            default -> new Member.State.Away();
        };
    }
}
