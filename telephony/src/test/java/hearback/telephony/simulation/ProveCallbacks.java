package hearback.telephony.simulation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Plays so many worlds that there are as many callbacks and blows as asked for, on all processors, and has each
/// judged. Exit 0: no promise was broken. With `simulation.told` each step is printed.
public final class ProveCallbacks {
    /// Big enough for backlogs, small enough for a fake's lists.
    private static final int OF_A_WORLD = 1_000;
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(30);

    private final long worlds;
    private final long firstSeed;
    private final Setting setting;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong compared = new AtomicLong();
    private final Tally tally = new Tally(System.out::println);
    private final boolean isTold = Boolean.getBoolean("simulation.told");
    private final long began = System.nanoTime();

    private ProveCallbacks(long worlds, long firstSeed, Setting setting) {
        this.worlds = worlds;
        this.firstSeed = firstSeed;
        this.setting = setting;
    }

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
        System.exit(prove.all(isSql ? prove::inSql : prove::inMemory) ? 0 : 1);
    }

    private boolean all(Runnable share) throws InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        try (var threads = Executors.newFixedThreadPool(processors)) {
            for (int thread = 0; thread < Math.min(processors, worlds); thread++) {
                threads.execute(share);
            }
            threads.shutdown();
            while (!threads.awaitTermination(BETWEEN_WORDS.toSeconds(), TimeUnit.SECONDS)) {
                tell("so far: ");
            }
        }
        return told();
    }

    private void inMemory() {
        each(seed -> {
            var _ = play(seed, of(seed), MemoryStores::new, tally);
        });
    }

    /// Every other pair of worlds has time in whole microseconds, and is played in memory too: the fakes, on which
    /// much else stands, have to tell the same history.
    private void inSql() {
        try (var database = SqlStores.database()) {
            each(seed -> {
                boolean isCompared = seed / 2 % 2 == 0;
                var setting = isCompared ? of(seed).inWholeMicros() : of(seed);
                var real = play(seed, setting, SqlStores.in(database), tally);
                if (isCompared) {
                    var fake = play(seed, setting, MemoryStores::new, new Tally());
                    if (!real.equals(fake)) {
                        tally.addFailed(seed, "another history in memory: " + real + " and " + fake);
                    }
                    compared.incrementAndGet();
                }
            });
        }
    }

    private void each(LongConsumer play) {
        for (long world = taken.getAndIncrement(); world < worlds; world = taken.getAndIncrement()) {
            play.accept(firstSeed + world);
        }
    }

    /// Every other world has a third node.
    private Setting of(long seed) {
        return setting.with(2 + Math.toIntExact(seed % 2));
    }

    /// @return the hash of the history; empty when there was none
    private Optional<String> play(long seed, Setting how, Stores.Maker stores, Tally into) {
        try {
            var world = new World(seed, how, stores, isTold ? Optional.of(System.out::println) : Optional.empty());
            var outcome = world.run();
            into.add(seed, outcome, CallbackJudge.of(outcome, world.stores().plans()::decisions));
            if (isTold) {
                System.out.println("callbacks: history " + outcome.hash());
            }
            return Optional.of(outcome.hash());
        } catch (RuntimeException thrown) {
            into.addFailed(seed, thrown + " " + thrown.getCause());
            return Optional.empty();
        }
    }

    private boolean told() {
        tell("");
        // A world that fell out of its thread would be missing.
        return tally.breaks() == 0 && tally.worlds() == worlds;
    }

    private void tell(String before) {
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        var alike = compared.get() == 0 ? "" : "; played in memory, too: " + compared + " worlds";
        System.out.println("callbacks: " + before + tally + alike + "; " + seconds + " s");
    }
}
