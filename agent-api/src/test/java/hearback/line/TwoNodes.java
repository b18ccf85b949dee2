package hearback.line;

import hearback.app.OwnPostgres;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Two service processes on one PostgreSQL and one Asterisk, whose trunk leads to SIPp's customers. One of them holds
/// the line, the other waits for it.
final class TwoNodes implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    final Callees customers;
    final Pbx pbx;
    final OwnPostgres postgres;
    final DatabaseWitness witness;
    final List<Node> nodes;

    /// @param callbacks what the settings of both say of callbacks
    /// @param asterisk settings of `deploy/asterisk/control`
    static TwoNodes start(Path folder, String callbacks, Map<String, String> asterisk) {
        return new TwoNodes(folder, callbacks, asterisk);
    }

    private TwoNodes(Path folder, String callbacks, Map<String, String> asterisk) {
        try {
            customers = kept(Callees.start(folder));
            Map<String, String> settings = new HashMap<>(asterisk);
            settings.put("HEARBACK_TRUNK_PORT", String.valueOf(customers.port));
            pbx = kept(Pbx.start(folder, settings));
            postgres = kept(OwnPostgres.start(folder, Clone.freePorts(1).getFirst()));
            Node first = kept(Node.start("north", folder, pbx, postgres, callbacks));
            witness = kept(DatabaseWitness.of(postgres));
            nodes = List.of(first, kept(Node.start("south", folder, pbx, postgres, callbacks)));
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    private <T extends AutoCloseable> T kept(T one) {
        started.push(one);
        return one;
    }

    /// The node that has the line and hears what is said on it.
    Optional<Node> listening() {
        return witness.holder()
                .map(this::named)
                .filter(node ->
                        node.api().get("/api/v1/lines").at("/lines/0/connected").asBoolean());
    }

    Node named(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Node other(Node node) {
        return nodes.stream().filter(one -> !one.equals(node)).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        RuntimeException first = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception | Error failed) {
                first = first == null ? new IllegalStateException(failed) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
