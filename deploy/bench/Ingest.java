import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;

/// Plays one captured call as thousands of calls to the real service, and says what was lost and what it took.
/// Started by deploy/bench/ingest.
public final class Ingest {
    private static final int IDLE_LIMIT_MIB = 400;
    private static final int BUSY_LIMIT_MIB = 800;
    private static final int BUSY_CALLS = 500;
    private static final int IDLE_SECONDS = 20;
    private static final int HOLD_SECONDS = 20;
    private static final int SETTLE_SECONDS = 180;
    /// Asterisk's own patience with a client that does not read (`writetimeout` in manager.conf).
    private static final long CUT_OFF_MILLIS = 100;

    private final int rate;
    private final int seconds;
    private final Transcript transcript;
    private final Path recordings;
    private final Path sound;
    private final AmiServer server;
    private final long bootSecond = System.currentTimeMillis() / 1000;
    private final List<String> failures = new ArrayList<>();
    private int calls;
    private long lastMicros;

    private Ingest(int rate, int seconds, Transcript transcript, Path state, AmiServer server) throws IOException {
        this.rate = rate;
        this.seconds = seconds;
        this.transcript = transcript;
        this.server = server;
        this.recordings = Files.createDirectories(state.resolve("monitor"));
        this.sound = Files.write(state.resolve("sound.wav"), wav());
    }

    public static void main(String[] arguments) throws Exception {
        var project = Path.of(arguments[0]);
        var state = Path.of(arguments[1]);
        var core = arguments[2];
        int rate = Integer.parseInt(arguments[3]);
        int seconds = Integer.parseInt(arguments[4]);
        var transcript = Transcript.read(Path.of(arguments[5]));
        int database = freePort();
        try (var server = new AmiServer()) {
            var ingest = new Ingest(rate, seconds, transcript, state, server);
            var service = new Service(project, state, core, Map.ofEntries(
                    Map.entry("HEARBACK_STATE", state.resolve("run").toString()),
                    Map.entry("HEARBACK_CONFIG", Files.writeString(state.resolve("bench.conf"), "hearback {}\n").toString()),
                    Map.entry("HEARBACK_POSTGRES_PORT", "" + database),
                    Map.entry("HEARBACK_HTTP_PORT", "" + freePort()),
                    Map.entry("REDIS_URL", "off"),
                    Map.entry("AMI_HOST", "127.0.0.1"),
                    Map.entry("AMI_PORT", "" + server.port()),
                    Map.entry("AMI_SECRET", "bench"),
                    Map.entry("HEARBACK_RECORDINGS_SERVER_FOLDER", "/var/spool/asterisk/monitor"),
                    Map.entry("HEARBACK_RECORDINGS_FOLDER", ingest.recordings.toString())));
            Runtime.getRuntime().addShutdownHook(new Thread(service::close));
            boolean passed = false;
            try {
                passed = ingest.run(service, state.resolve("run"), database);
            } finally {
                if (!passed) {
                    say("last words of the service:");
                    service.lastLines(15).forEach(line -> System.out.println("  | " + line));
                }
                service.close();
            }
            System.exit(passed ? 0 : 1);
        }
    }

    private boolean run(Service service, Path state, int databasePort) throws Exception {
        say("one call: %d events, %d bytes; %d events/s for %d s", transcript.length(), transcript.bytes(), rate, seconds);
        if (!service.awaitReady(90) || !server.awaitListener(30)) {
            say("FAIL the service did not start, or does not listen");
            return false;
        }
        long listening = System.currentTimeMillis();
        try (var ledger = new Ledger(state, databasePort)) {
            Thread.sleep(IDLE_SECONDS * 1000L);
            long idle = service.residentMiB();
            figure("memory, idle", idle + " MiB (PostgreSQL " + service.othersMiB() + ")");
            check(idle < IDLE_LIMIT_MIB, "idle under " + IDLE_LIMIT_MIB + " MiB");

            long facts = oneCall(ledger);
            concurrentCalls(service);
            load(service);
            settle(service, ledger);
            judge(ledger, facts, listening);
        }
        check(service.isAlive(), "the service is alive");
        figure("result", failures.isEmpty() ? "PASS" : "FAIL: " + String.join("; ", failures));
        return failures.isEmpty();
    }

    /// How many facts a call yields that is played alone: the measure for all others.
    private long oneCall(Ledger ledger) throws Exception {
        play(1, transcript.length() / 4.0, 1);
        for (int waited = 0; ledger.callsOver() < 1 && waited < 100; waited++) {
            Thread.sleep(100);
        }
        Thread.sleep(1_000);
        long facts = ledger.facts();
        figure("facts of one call", "" + facts);
        check(ledger.callsAnsweredAndComplete() == 1 && facts > 8, "a call played alone is recorded, answered and complete");
        return facts;
    }

    private void concurrentCalls(Service service) throws Exception {
        var plays = new ArrayList<Transcript.Play>();
        for (int i = 0; i < BUSY_CALLS; i++) {
            plays.add(transcript.play(bootSecond, ++calls));
        }
        int held = transcript.untilFirstHangup();
        var pace = new Pace(rate);
        for (int event = 0; event < held; event++) {
            for (var play : plays) {
                pace.next(play);
            }
        }
        pace.flush();
        long most = 0;
        for (int second = 0; second < HOLD_SECONDS; second++) {
            Thread.sleep(1_000);
            most = Math.max(most, service.residentMiB());
        }
        figure("memory, " + BUSY_CALLS + " calls", most + " MiB (PostgreSQL " + service.othersMiB() + ")");
        check(most < BUSY_LIMIT_MIB, BUSY_CALLS + " calls under " + BUSY_LIMIT_MIB + " MiB");
        while (!plays.isEmpty()) {
            for (var play : plays) {
                pace.next(play);
                linkSound(play);
            }
            plays.removeIf(Transcript.Play::isOver);
        }
        pace.flush();
    }

    private void load(Service service) throws Exception {
        int many = Math.ceilDiv(rate * seconds, transcript.length());
        double cpu = service.cpuSeconds();
        double others = service.othersCpuSeconds();
        server.longestWriteNanos = 0;
        var watch = new MemoryWatch(service);
        long from = System.nanoTime();
        int late = play(many, rate, BUSY_CALLS);
        double took = (System.nanoTime() - from) / 1e9;
        figure("events sent", "%d in %.1f s = %.0f/s, %d at once".formatted(
                (long) many * transcript.length(), took, many * transcript.length() / took, BUSY_CALLS));
        figure("longest write", server.longestWriteNanos / 1_000_000 + " ms; behind the plan at most " + late + " ms");
        figure("processor in that time", "%.1f s Java, %.1f s PostgreSQL".formatted(
                service.cpuSeconds() - cpu, service.othersCpuSeconds() - others));
        figure("memory, at most", watch.stop() + " MiB");
        check(server.longestWriteNanos < CUT_OFF_MILLIS * 1_000_000, "never made the server wait " + CUT_OFF_MILLIS + " ms");
        check(took < seconds * 1.05, "the whole load was taken in its time");
    }

    private void settle(Service service, Ledger ledger) throws Exception {
        long from = System.nanoTime();
        double cpu = service.cpuSeconds();
        var toDo = ledger.toDo(calls);
        figure("to do after the load", toDo.toString());
        for (int waited = 0; waited < SETTLE_SECONDS * 2 && !toDo.isEmpty(); waited++) {
            Thread.sleep(500);
            var left = ledger.toDo(calls);
            toDo.keySet().removeAll(left.keySet());
            for (var done : toDo.keySet()) {
                figure("done after", "%.1f s: %s".formatted((System.nanoTime() - from) / 1e9, done));
            }
            toDo = left;
        }
        figure("all done after", "%.1f s more, %.1f s of processor".formatted(
                (System.nanoTime() - from) / 1e9, service.cpuSeconds() - cpu));
    }

    private void judge(Ledger ledger, long facts, long listening) throws Exception {
        figure("calls", ledger.calls() + " of " + calls + ", over " + ledger.callsOver() + ", answered and complete "
                + ledger.callsAnsweredAndComplete());
        figure("facts", ledger.facts() + " of " + facts * calls);
        figure("tickets", ledger.tickets() + " of " + calls);
        figure("recordings ready", ledger.recordingsReady() + " of " + calls);
        check(ledger.calls() == calls && ledger.callsAnsweredAndComplete() == calls, "every call is recorded and complete");
        check(ledger.facts() == facts * calls && ledger.callsWithOtherThan(facts) == 0, "no fact is lost");
        check(ledger.tickets() == calls, "one ticket for each call");
        check(ledger.recordingsReady() == calls, "one recording for each call");
        check(server.listeners() == 1, "one session listened all the time");
        check(ledger.gapsSince(listening) == 0, "the service knows of no gap");
        if (!server.unknownActions().isEmpty()) {
            figure("actions not played", server.unknownActions().toString());
        }
    }

    /// Plays calls so that about `atOnce` overlap, all events at an even rate.
    ///
    /// @return how far it fell behind the plan, in milliseconds
    private int play(int many, double eventsPerSecond, int atOnce) throws IOException {
        record Next(double at, Transcript.Play play) {}
        var pace = new Pace(eventsPerSecond);
        var next = new PriorityQueue<Next>(Comparator.comparingDouble(Next::at));
        double step = (double) atOnce / transcript.length();
        for (int begun = 0; begun < many || !next.isEmpty(); ) {
            if (begun < many && (next.isEmpty() || next.peek().at >= begun)) {
                next.add(new Next(begun++, transcript.play(bootSecond, ++calls)));
            }
            var now = next.poll();
            pace.next(now.play);
            if (now.play.isOver()) {
                linkSound(now.play);
            } else {
                next.add(new Next(now.at + step, now.play));
            }
        }
        pace.flush();
        return pace.mostLateMillis;
    }

    private void linkSound(Transcript.Play play) throws IOException {
        if (play.isOver()) {
            Files.createLink(recordings.resolve(play.uniqueid() + ".wav"), sound);
        }
    }

    /// Sends events evenly, some milliseconds' worth in one write.
    private final class Pace {
        private final double perSecond;
        private final long from = System.nanoTime();
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(256 * 1024);
        private long sent;
        private int mostLateMillis;

        Pace(double perSecond) {
            this.perSecond = perSecond;
        }

        void next(Transcript.Play play) throws IOException {
            long due = from + (long) (sent * 1e9 / perSecond);
            long early = due - System.nanoTime();
            if (early > 0) {
                flush();
                LockSupport.parkNanos(Math.max(early, 2_000_000));
            } else {
                mostLateMillis = Math.max(mostLateMillis, (int) (-early / 1_000_000));
                if (buffer.size() > 128 * 1024) {
                    flush();
                }
            }
            // Later than the one before, as Asterisk's are.
            lastMicros = Math.max(lastMicros + 1, System.currentTimeMillis() * 1_000);
            play.next(buffer, lastMicros, server.live);
            sent++;
        }

        void flush() throws IOException {
            if (buffer.size() > 0) {
                server.send(buffer);
                buffer.reset();
            }
        }
    }

    private static final class MemoryWatch {
        private final Thread thread;
        private volatile long most;

        MemoryWatch(Service service) {
            thread = Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (; ; Thread.sleep(500)) {
                        most = Math.max(most, service.residentMiB());
                    }
                } catch (IOException | InterruptedException over) {
                    // the load is over, or the service is gone
                }
            });
        }

        long stop() throws InterruptedException {
            thread.interrupt();
            thread.join();
            return most;
        }
    }

    /// A tenth of a second of silence, 8,000 samples of 16 bits a second.
    private static byte[] wav() {
        return ByteBuffer.allocate(44 + 1_600).order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 1_600)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1).putShort((short) 1)
                .putInt(8_000).putInt(16_000).putShort((short) 2).putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII)).putInt(1_600).array();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void check(boolean holds, String promise) {
        if (!holds) {
            failures.add(promise);
        }
        say("%s %s", holds ? "ok  " : "FAIL", promise);
    }

    private static void figure(String name, String value) {
        say("     %-24s %s", name, value);
    }

    private static void say(String format, Object... values) {
        System.out.println(format.formatted(values));
    }
}
