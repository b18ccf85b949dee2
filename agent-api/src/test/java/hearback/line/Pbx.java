package hearback.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A real Asterisk with the shipped configuration and, beside it, the stand-in for the public network, both with
/// ports and folders of their own.
final class Pbx implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final AtomicInteger customers = new AtomicInteger();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    final int amiPort;
    final int sipPort;

    private Pbx(Path folder, Map<String, String> more) {
        this.folder = folder;
        List<Integer> ports = Clone.freePorts(5);
        this.amiPort = ports.get(0);
        this.sipPort = ports.get(1);
        environment.put("HEARBACK_AMI_PORT", String.valueOf(amiPort));
        environment.put("HEARBACK_SIP_PORT", String.valueOf(sipPort));
        environment.put("HEARBACK_NETWORK_PORT", String.valueOf(ports.get(2)));
        environment.put("HEARBACK_HTTP_PORT_ASTERISK", String.valueOf(ports.get(3)));
        environment.put("HEARBACK_NETWORK_AMI_PORT", String.valueOf(ports.get(4)));
        // Away from the defaults, so that a demo may run beside the tests.
        environment.put("HEARBACK_RTP_START", "23000");
        environment.put("HEARBACK_RTP_END", "23499");
        environment.put("HEARBACK_NETWORK_RTP_START", "23500");
        environment.put("HEARBACK_NETWORK_RTP_END", "23999");
        environment.put("HEARBACK_ROBOT_RINGS", "4");
        environment.putAll(more);
    }

    /// Starts both in folders below this one.
    static Pbx start(Path folder) {
        return start(folder, Map.of());
    }

    /// @param more settings of `deploy/asterisk/control`
    static Pbx start(Path folder, Map<String, String> more) {
        Pbx pbx = new Pbx(folder, more);
        pbx.control("start", "network", "--network", "--with", ownProcess());
        pbx.startAgain();
        return pbx;
    }

    /// The hotline alone: behind its trunk is whoever a test puts there ([#customer]), and nobody plays the agents.
    static Pbx withoutNetwork(Path folder) {
        // A customer is there for his one call only: nobody asks beforehand whether he is.
        Pbx pbx = new Pbx(folder, Map.of("HEARBACK_ROBOTS", "no", "HEARBACK_TRUNK_ASKED", "0"));
        pbx.startAgain();
        return pbx;
    }

    /// One customer of SIPp's behind the trunk, instead of the network: answers the next call and presses these
    /// keys.
    ///
    /// @param keys as `deploy/sipp/run` knows them
    CompletableFuture<Void> customer(String keys) {
        Path log = folder.resolve("customer-" + customers.incrementAndGet() + ".log");
        return CompletableFuture.runAsync(
                () -> Clone.run(
                        log,
                        environment,
                        150,
                        Clone.file("deploy/sipp/run").toString(),
                        "customer",
                        String.valueOf(environment.get("HEARBACK_NETWORK_PORT")),
                        keys),
                callers);
    }

    /// Changes one of the server's files as its operator would.
    ///
    /// @param reload what he then types into its console
    void edit(String name, UnaryOperator<String> change, String reload) {
        Path file = folder.resolve("pbx/etc").resolve(name);
        try {
            String before = Files.readString(file);
            String after = change.apply(before);
            if (after.equals(before)) {
                throw new IllegalStateException(name + " is written otherwise by now");
            }
            Files.writeString(file, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var _ = control("cli", "pbx", reload.split(" "));
    }

    String secret() {
        try {
            return Files.readString(folder.resolve("pbx/ami-secret")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path recordings() {
        return folder.resolve("pbx/monitor");
    }

    /// SIGKILL in the middle of whatever it does.
    void kill() {
        var _ = control("kill", "pbx");
    }

    void startAgain() {
        var _ = control("start", "pbx", "--with", ownProcess());
    }

    /// In order, with the files as they are by now.
    void restart() {
        var _ = control("restart", "pbx");
    }

    /// A caller of SIPp's: rings the hotline, speaks, hangs up this long after the hotline answered. Each has a
    /// port of his own: two SIPp processes on one port take each other's answers.
    CompletableFuture<Void> call(String number, int milliseconds) {
        return CompletableFuture.runAsync(
                () -> Clone.run(
                        folder.resolve("caller-" + number + ".log"),
                        environment,
                        milliseconds / 1000 + 60,
                        Clone.file("deploy/sipp/run").toString(),
                        "caller",
                        number,
                        String.valueOf(milliseconds),
                        "-p",
                        String.valueOf(Clone.freePorts(1).getFirst())),
                callers);
    }

    /// Callers of SIPp's, one every so many milliseconds, each with a number of these; all of one kind.
    ///
    /// @param scenario `caller` or `caller-cancels`
    /// @param stay milliseconds until each rings off
    /// @return SIPp's own count of calls that went as the scenario says; a failure if one did not
    CompletableFuture<Integer> stream(String name, String scenario, List<String> numbers, int stay, int every) {
        Path file = folder.resolve(name + ".numbers");
        Path statistics = folder.resolve(name + ".csv");
        return CompletableFuture.supplyAsync(
                () -> {
                    write(file, String.join("\n", numbers) + "\n");
                    Clone.run(
                            folder.resolve(name + ".log"),
                            environment,
                            (stay + numbers.size() * every) / 1000 + 60,
                            Clone.file("deploy/sipp/run").toString(),
                            "stream",
                            scenario,
                            file.toString(),
                            String.valueOf(stay),
                            String.valueOf(every),
                            "-p",
                            String.valueOf(Clone.freePorts(1).getFirst()),
                            "-trace_stat",
                            "-stf",
                            statistics.toString());
                    return SippStatistics.successfulCalls(statistics);
                },
                callers);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a service needs to know to listen here.
    Map<String, String> settings() {
        return Map.of(
                "AMI_HOST", "127.0.0.1",
                "AMI_PORT", String.valueOf(amiPort),
                "AMI_SECRET", secret(),
                "HEARBACK_RECORDINGS_SERVER_FOLDER", recordings().toString(),
                "HEARBACK_RECORDINGS_FOLDER", recordings().toString());
    }

    Path journal() {
        return folder.resolve("pbx/log/cel-custom/cel.json");
    }

    Path networkJournal() {
        return folder.resolve("network/log/cel-custom/cel.json");
    }

    private static String ownProcess() {
        return String.valueOf(ProcessHandle.current().pid());
    }

    @Override
    public void close() {
        // A caller whose far end was killed would wait for a minute.
        callers.shutdownNow();
        var _ = control("stop", "pbx");
        var _ = control("stop", "network");
    }

    /// What Asterisk's own console says.
    String cli(String command) {
        return control("cli", "pbx", command.split(" "));
    }

    /// One line; fails when it does not answer.
    String status() {
        return control("status", "pbx");
    }

    private String control(String verb, String instance, String... more) {
        String[] command = new String[3 + more.length];
        command[0] = Clone.file("deploy/asterisk/control").toString();
        command[1] = verb;
        command[2] = folder.resolve(instance).toString();
        System.arraycopy(more, 0, command, 3, more.length);
        return Clone.run(folder.resolve(verb + "-" + instance + ".log"), environment, 60, command);
    }
}
