package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// Two nodes ring customers back while they are killed, frozen and cut off, by a seed, which is in the output and in
/// every failure.
final class NodesStorm implements AutoCloseable {
    private static final String SETTINGS = "ring-time = 5 s, unknown-limit = 16 s, own-failure-wait = 1 s,"
            + " live-attempts = 30, calls-per-second = 5";
    private static final Map<String, String> MANY_AGENTS = Map.of("HEARBACK_AGENTS", "30", "HEARBACK_ROBOT_RINGS", "1");
    /// So many may wait for their first call before another is asked for.
    private static final int IN_HAND = 40;

    private final long seed;
    private final RungFirst rungFirst;
    private final NodesPlan plan;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> asked = new ConcurrentHashMap<>();
    /// Done when the node is itself again after its last blow.
    private final Map<Node, CompletableFuture<Void>> recovered = new ConcurrentHashMap<>();
    final TwoNodes two;

    /// Returns when both nodes are there.
    static NodesStorm start(Path folder, RungFirst rungFirst, Size size) {
        System.out.printf(
                "storm: seed %d, %d callbacks, %d blows, %s rung first%n",
                size.seed(), size.callbacks(), size.blows(), rungFirst);
        return new NodesStorm(folder, rungFirst, size);
    }

    private NodesStorm(Path folder, RungFirst rungFirst, Size size) {
        this.seed = size.seed();
        this.rungFirst = rungFirst;
        this.plan = NodesPlan.of(size.callbacks(), size.blows(), new Random(seed));
        this.two = TwoNodes.start(folder, SETTINGS, rungFirst.line, MANY_AGENTS);
        two.nodes.forEach(node -> recovered.put(node, CompletableFuture.completedFuture(null)));
    }

    /// How much of it, and by which seed: `-Dhearback.nodes.callbacks`, `.blows`, `.seed`.
    record Size(int callbacks, int blows, long seed) {
        /// As the properties say, otherwise so much and by any seed.
        static Size or(int callbacks, int blows) {
            return new Size(
                    Integer.getInteger("hearback.nodes.callbacks", callbacks),
                    Integer.getInteger("hearback.nodes.blows", blows),
                    Long.getLong("hearback.nodes.seed", System.nanoTime()));
        }
    }

    /// Until every wish was rung once, whatever fell meanwhile, and nothing is under way.
    NodesLedger over() {
        Instant began = two.witness.now();
        CompletableFuture<Void> asking =
                CompletableFuture.runAsync(() -> plan.numbers().forEach(this::ask), threads);
        plan.blows().forEach(this::fall);
        asking.join();
        recovered.values().forEach(CompletableFuture::join);
        awaited(
                "all is settled",
                Duration.ofMinutes(5),
                () -> two.witness.ask(NodesLedger.NOT_AT_REST).getFirst().equals("0"));
        NodesLedger ledger = NodesLedger.read(seed, rungFirst, asked, two.witness, two.customers);
        System.out.println("storm: " + ledger.summary());
        System.out.printf(
                "storm: over after %d s, the line was taken %s times%n",
                Duration.between(began, two.witness.now()).toSeconds(),
                two.witness.ask("select count(*) from witness.taken").getFirst());
        return ledger;
    }

    /// Until it is promised, now by one node and now by the other, as a careful client does: with the same key.
    private void ask(String number) {
        awaited(
                "there is room for another",
                Duration.ofMinutes(5),
                () -> Integer.parseInt(two.witness
                                .ask("select count(*) from telephony.callback_due where attempts = 0")
                                .getFirst())
                        < IN_HAND);
        Node first = two.nodes.get(number.hashCode() & 1);
        asked.put(
                number,
                Awaitility.await("promised, seed " + seed)
                        .atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofMillis(200))
                        .pollDelay(Duration.ZERO)
                        .until(
                                () -> promised(first, number).or(() -> promised(two.other(first), number)),
                                Optional::isPresent)
                        .orElseThrow());
    }

    /// Empty when this node cannot say: it is gone, or its database is.
    private static Optional<String> promised(Node node, String number) {
        HttpResponse<String> answer;
        try {
            answer = node.api()
                    .post(
                            "/api/v1/callbacks",
                            "wish-" + number,
                            "{\"number\":\"%s\",\"reason\":\"PROMISED\"}".formatted(number));
        } catch (UncheckedIOException away) {
            return Optional.empty();
        }
        if (answer.statusCode() >= 500) {
            return Optional.empty();
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Optional.of(Api.tree(answer.body()).path("id").asText());
    }

    private void fall(NodesPlan.Blow blow) {
        awaited(
                "customers were rung " + blow.afterRung() + " times",
                Duration.ofMinutes(5),
                () -> two.customers.rung().size() >= blow.afterRung());
        Node node = target(blow.onHolder());
        Instant at = two.witness.now();
        recovered.put(
                node,
                switch (blow.kind()) {
                    case KILL -> {
                        node.process().kill();
                        yield after(blow.length(), () -> startAgain(node));
                    }
                    case FREEZE -> {
                        node.process().freeze();
                        yield after(blow.length(), () -> node.process().thaw());
                    }
                    case CUT_AMI -> after(Duration.ZERO, () -> node.wire().cut());
                    case CUT_DATABASE -> after(Duration.ZERO, () -> two.witness.cutOff(node.name()));
                });
        System.out.printf(
                "storm: %s %s on %s for %d ms, rung %d%n",
                at,
                blow.kind(),
                node.name(),
                blow.length().toMillis(),
                two.customers.rung().size());
    }

    /// As a service manager does: a start that fails, because another blow fell on it or the machine was too slow,
    /// is tried
    /// again.
    private static void startAgain(Node node) {
        for (int left = 3; ; left--) {
            try {
                node.process().startAgain();
                return;
            } catch (AssertionError | ConditionTimeoutException failed) {
                if (left == 1) {
                    throw failed;
                }
                System.out.println("storm: " + node.name() + " did not start, it is tried again");
            }
        }
    }

    /// The one that is meant, or the other while that one has not recovered from its last blow.
    private Node target(boolean holder) {
        String line = two.witness.holder().orElse(two.nodes.getFirst().name());
        Node meant = holder ? two.named(line) : two.other(two.named(line));
        awaited("a node has recovered", Duration.ofMinutes(3), () -> isWell(meant) || isWell(two.other(meant)));
        return isWell(meant) ? meant : two.other(meant);
    }

    private boolean isWell(Node node) {
        CompletableFuture<Void> last = recovered.get(node);
        if (last != null && last.isDone()) {
            last.join();
            return true;
        }
        return false;
    }

    private CompletableFuture<Void> after(Duration pause, Runnable what) {
        return CompletableFuture.runAsync(
                what, CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, threads));
    }

    private void awaited(String what, Duration atMost, Callable<Boolean> happened) {
        Awaitility.await(what + ", seed " + seed)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .pollDelay(Duration.ZERO)
                .until(happened);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        two.close();
    }
}
