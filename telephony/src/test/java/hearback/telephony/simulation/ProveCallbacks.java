package hearback.telephony.simulation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Plays so many worlds that there are as many callbacks and blows as asked for, on all processors, and has each
/// judged.
/// Exit 0: no promise was broken. With `simulation.told` each step is printed.
public final class ProveCallbacks {
    /// Big enough for backlogs, small enough for a fake's lists.
    private static final int OF_A_WORLD = 1_000;
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(30);

    private final long worlds;
    private final long firstSeed;
    private final Setting setting;
    private final AtomicLong taken = new AtomicLong();
    private final Tally tally = new Tally(System.out::println);
    private final boolean isTold = Boolean.getBoolean("simulation.told");
    private final long began = System.nanoTime();

    private ProveCallbacks(long worlds, long firstSeed, Setting setting) {
        this.worlds = worlds;
        this.firstSeed = firstSeed;
        this.setting = setting;
    }

    /// Every other world has a third node.
    ///
    /// @param arguments `memory` or `sql`, callbacks, blows, the seed of the first world; each next one's is one
    /// higher
    public static void main(String[] arguments) throws InterruptedException {
        boolean isSql = arguments[0].equals("sql");
        int callbacks = Integer.parseInt(arguments[1]);
        int blows = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        long worlds = Math.ceilDiv(callbacks, OF_A_WORLD);
        var setting = new Setting(
                Math.min(callbacks, OF_A_WORLD), Math.toIntExact(Math.ceilDiv(blows, worlds)), 2, Mistake.NONE);
        var prove = new ProveCallbacks(worlds, seed, setting);
        System.exit((isSql ? prove.inSql() : prove.inMemory()) ? 0 : 1);
    }

    private boolean inSql() {
        try (var database = SqlStores.database()) {
            for (long world = 0; world < worlds; world++) {
                play(firstSeed + world, SqlStores.in(database));
                tell("so far: ");
            }
        }
        return told();
    }

    private boolean inMemory() throws InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        try (var threads = Executors.newFixedThreadPool(processors)) {
            for (int thread = 0; thread < processors; thread++) {
                threads.execute(() -> {
                    for (long world = taken.getAndIncrement(); world < worlds; world = taken.getAndIncrement()) {
                        play(firstSeed + world, MemoryStores::new);
                    }
                });
            }
            threads.shutdown();
            while (!threads.awaitTermination(BETWEEN_WORDS.toSeconds(), TimeUnit.SECONDS)) {
                tell("so far: ");
            }
        }
        return told();
    }

    private void play(long seed, Stores.Maker stores) {
        try {
            var world = new World(
                    seed,
                    setting.with(2 + Math.toIntExact(seed % 2)),
                    stores,
                    isTold ? Optional.of(System.out::println) : Optional.empty());
            var outcome = world.run();
            tally.add(seed, outcome, CallbackJudge.of(outcome, world.stores().plans()::decisions));
            if (isTold) {
                System.out.println("callbacks: history " + outcome.hash());
            }
        } catch (RuntimeException thrown) {
            tally.addFailed(seed, thrown);
        }
    }

    private boolean told() {
        tell("");
        // A world that fell out of its thread would be missing.
        return tally.breaks() == 0 && tally.worlds() == worlds;
    }

    private void tell(String before) {
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        System.out.println("callbacks: " + before + tally + "; " + seconds + " s");
    }
}
