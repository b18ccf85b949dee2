package hearback.telephony.judge;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Plays many random lives on all processors and has every move judged. Exit 0: no rule was broken. A single life is
/// told in full.
public final class ProvePlans {
    private static final long TAKEN_AT_ONCE = 1000;
    private static final Duration BETWEEN_WORDS = Duration.ofMinutes(1);

    private final long count;
    private final long firstSeed;
    private final AtomicLong taken = new AtomicLong();
    private final Tally all = new Tally();
    private final long began = System.nanoTime();

    private ProvePlans(long count, long firstSeed) {
        this.count = count;
        this.firstSeed = firstSeed;
    }

    /// @param arguments how many lives, and the seed of the first; each next one's is one higher
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        long count = Long.parseLong(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        if (count == 1) {
            System.out.print(Life.play(seed).story());
        }
        System.exit(new ProvePlans(count, seed).run() ? 0 : 1);
    }

    private boolean run() throws InterruptedException, ExecutionException {
        int processors = Runtime.getRuntime().availableProcessors();
        try (var threads = Executors.newFixedThreadPool(processors)) {
            for (int thread = 0; thread < processors; thread++) {
                threads.execute(this::work);
            }
            threads.shutdown();
            while (!threads.awaitTermination(BETWEEN_WORDS.toSeconds(), TimeUnit.SECONDS)) {
                tell("so far: ");
            }
        }
        tell("");
        synchronized (all) {
            all.brokenStories().forEach(System.out::print);
            // A thread that died would have left some unplayed.
            return all.breaks() == 0 && all.lives() == count;
        }
    }

    private void work() {
        for (long from = taken.getAndAdd(TAKEN_AT_ONCE); from < count; from = taken.getAndAdd(TAKEN_AT_ONCE)) {
            var some = new Tally();
            for (long life = from; life < Math.min(from + TAKEN_AT_ONCE, count); life++) {
                play(firstSeed + life, some);
            }
            synchronized (all) {
                all.add(some);
            }
        }
    }

    private static void play(long seed, Tally some) {
        Life life;
        try {
            life = Life.play(seed);
        } catch (RuntimeException thrown) {
            some.addFailed(seed, thrown);
            return;
        }
        some.add(life);
    }

    private void tell(String before) {
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        synchronized (all) {
            System.out.println("plans: " + before + all + "; " + seconds + " s");
        }
    }
}
