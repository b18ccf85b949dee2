package hearback.telephony.simulation;

import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What many worlds came to, in numbers.
final class Tally {
    private static final int TOLD = 20;

    private final Map<Blow, Integer> struck = new EnumMap<>(Blow.class);
    private final Map<String, Integer> ends = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();
    private final Consumer<String> onBroken;
    private int worlds;
    private int callbacks;
    private int refused;
    private int dials;
    private int breaks;
    private int excused;
    private int wentOn;
    private int pairs;
    private int full;
    private int pauses;
    private int listings;
    private long steps;

    Tally() {
        this(_ -> {});
    }

    /// @param onBroken told of the first breaks when they are found
    Tally(Consumer<String> onBroken) {
        this.onBroken = onBroken;
    }

    synchronized void add(long seed, World.Outcome outcome, CallbackJudge.Verdict verdict) {
        worlds++;
        callbacks += outcome.plans().size();
        refused += outcome.refused();
        dials += outcome.ledger().dials().size();
        steps += outcome.lines();
        excused += verdict.excused();
        wentOn += verdict.wentOn();
        pairs += verdict.pairs();
        full += verdict.full();
        pauses += outcome.pauses().size();
        listings += outcome.listings().size();
        breaks += verdict.broken().size();
        outcome.struck().forEach((blow, count) -> struck.merge(blow, count, Integer::sum));
        outcome.plans().forEach(plan -> ends.merge(end(plan), 1, Integer::sum));
        verdict.broken().stream().limit(TOLD - Math.min(TOLD, broken.size())).forEach(one -> keep(seed, one));
    }

    /// A world that could not be played to its end, or not as it should.
    synchronized void addFailed(long seed, String why) {
        breaks++;
        keep(seed, why);
    }

    private void keep(long seed, String what) {
        broken.add("seed " + seed + ": " + what);
        onBroken.accept("seed " + seed + ": " + what);
    }

    private static String end(CallbackPlan plan) {
        return switch (plan.state()) {
            case CallbackState.Closed closed -> closed.reason().name();
            case CallbackState.Planned _ -> "planned";
            case CallbackState.Dialling _ -> "dialling";
        };
    }

    synchronized int breaks() {
        return breaks;
    }

    synchronized int callbacks() {
        return callbacks;
    }

    /// Wishes that were none, because their number was listed by then.
    synchronized int refused() {
        return refused;
    }

    synchronized int worlds() {
        return worlds;
    }

    /// Without outages of a trunk: they are weather.
    synchronized int blows() {
        return struck.entrySet().stream()
                .filter(one -> one.getKey() != Blow.TRUNK_OUTAGE)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    synchronized Map<Blow, Integer> struck() {
        return new EnumMap<>(struck);
    }

    /// Dials of another number within one attempt.
    synchronized int wentOn() {
        return wentOn;
    }

    /// The first that were found.
    synchronized List<String> broken() {
        return List.copyOf(broken);
    }

    @Override
    public synchronized String toString() {
        return "%,d callbacks in %,d worlds, %,d dials, %,d steps; %,d blows %s; ended %s; %,d breaks;"
                        .formatted(callbacks, worlds, dials, steps, blows(), struck, ends, breaks)
                + " floor missed because a dial was held up: %,d; dials of another number within one attempt: %,d;"
                        .formatted(excused, wentOn)
                + " dials after one for another ticket of the number: %,d;".formatted(pairs)
                + " seconds fuller than the trunk's: %,d; pauses: %,d; numbers listed: %,d"
                        .formatted(full, pauses, listings);
    }
}
