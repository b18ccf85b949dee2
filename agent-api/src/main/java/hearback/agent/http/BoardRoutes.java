package hearback.agent.http;

import hearback.agent.identity.Permission;
import hearback.telephony.call.AgentId;
import hearback.telephony.call.QueueName;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.LineStates;
import hearback.telephony.queue.Member;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `/agents`, `/queues`, `/lines`.
final class BoardRoutes {
    static final int GAPS = 50;

    private final Board board;
    private final LineStates lines;

    BoardRoutes(Board board, LineStates lines) {
        this.board = board;
        this.lines = lines;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "listAgents", new Contract.Route(Permission.READ_BOARD, this::agents),
                "listQueues", new Contract.Route(Permission.READ_BOARD, this::queues),
                "listLines", new Contract.Route(Permission.READ_LINES, this::lines));
    }

    private void agents(Asked asked) {
        Map<AgentId, List<Member>> byAgent = grouped(Member::agent, Comparator.comparing(AgentId::text));
        JsonArray items = new JsonArray();
        byAgent.forEach((agent, queues) -> items.add(new JsonObject()
                .put("agent", agent.text())
                .put("name", queues.getFirst().name().text())
                .put("queues", Json.array(queues, BoardBodies::member))));
        asked.answer(new JsonObject().put("items", items));
    }

    private void queues(Asked asked) {
        Map<QueueName, List<Member>> byQueue = grouped(Member::queue, Comparator.comparing(QueueName::text));
        JsonArray items = new JsonArray();
        byQueue.forEach((queue, members) -> items.add(
                new JsonObject().put("queue", queue.text()).put("members", Json.array(members, BoardBodies::member))));
        asked.answer(new JsonObject().put("items", items));
    }

    private void lines(Asked asked) {
        asked.answer(BoardBodies.lines(lines, GAPS));
    }

    private <K> Map<K, List<Member>> grouped(Function<Member, K> key, Comparator<K> order) {
        return board.members().stream()
                .collect(Collectors.groupingBy(key, () -> new TreeMap<>(order), Collectors.toList()));
    }
}
