package hearback.line;

import hearback.app.OwnPostgres;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Two service processes on one PostgreSQL and one Asterisk, whose trunk leads to SIPp's customers. One of them holds
/// the line, the other waits for it.
final class TwoNodes implements AutoCloseable {
    private final Started started = new Started();
    final Callees customers;
    final Pbx pbx;
    final OwnPostgres postgres;
    final DatabaseWitness witness;
    final List<Node> nodes;

    /// @param callbacks what the settings of both say of callbacks
    /// @param asterisk settings of `deploy/asterisk/control`
    static TwoNodes start(Path folder, String callbacks, Map<String, String> asterisk) {
        return start(folder, callbacks, RungFirst.CUSTOMER.line, asterisk);
    }

    /// As above.
    ///
    /// @param line what the settings of both say of the line
    static TwoNodes start(Path folder, String callbacks, String line, Map<String, String> asterisk) {
        return new TwoNodes(folder, callbacks, line, asterisk);
    }

    private TwoNodes(Path folder, String callbacks, String line, Map<String, String> asterisk) {
        try {
            customers = started.kept(Callees.start(folder));
            Map<String, String> settings = new HashMap<>(asterisk);
            settings.put("HEARBACK_TRUNK_PORT", String.valueOf(customers.port));
            pbx = started.kept(Pbx.start(folder, settings));
            postgres = started.kept(OwnPostgres.start(folder, Clone.freePorts(1).getFirst()));
            Node first = started.kept(Node.start("north", folder, pbx, postgres, callbacks, line));
            witness = started.kept(DatabaseWitness.of(postgres));
            nodes = List.of(first, started.kept(Node.start("south", folder, pbx, postgres, callbacks, line)));
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
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
        started.close();
    }
}
