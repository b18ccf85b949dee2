package hearback.telephony.judge;

import hearback.telephony.judge.PlanJudge.Said;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What many lives came to, in numbers. Not for several threads at once: each has its own, which is added to another.
final class Tally {
    private static final int BROKEN_TOLD = 10;

    private final Map<PlanJudge.Ending, Long> closed = new EnumMap<>(PlanJudge.Ending.class);
    private final TreeSet<String> zones = new TreeSet<>();
    private final TreeMap<Long, String> broken = new TreeMap<>();
    private long lives;
    private long moves;
    private long problems;
    private long open;
    private long clockChanged;
    private long breaks;

    void add(Life life) {
        lives++;
        moves += life.steps().size();
        zones.add(life.drawn().rules().zone());
        clockChanged += life.sawTheClockChanged() ? 1 : 0;
        for (Life.Step step : life.steps()) {
            breaks += step.broken().size();
            problems +=
                    step.said() instanceof Said.DialAt dial && dial.problem().isPresent() ? 1 : 0;
        }
        switch (life.steps().getLast().said()) {
            case Said.Closed end -> closed.merge(end.ending(), 1L, Long::sum);
            case Said.DialAt _ -> open++;
        }
        if (!life.broken().isEmpty()) {
            keep(life.seed(), life.story());
        }
    }

    /// A life that could not be played to its end.
    void addFailed(long seed, RuntimeException thrown) {
        lives++;
        breaks++;
        keep(seed, "seed " + seed + ": " + thrown + "\n");
    }

    void add(Tally other) {
        lives += other.lives;
        moves += other.moves;
        problems += other.problems;
        open += other.open;
        clockChanged += other.clockChanged;
        breaks += other.breaks;
        zones.addAll(other.zones);
        other.closed.forEach((ending, count) -> closed.merge(ending, count, Long::sum));
        other.broken.forEach(this::keep);
    }

    long lives() {
        return lives;
    }

    long moves() {
        return moves;
    }

    long breaks() {
        return breaks;
    }

    Map<PlanJudge.Ending, Long> closed() {
        return closed;
    }

    /// The first that broke a rule, with all that happened in them.
    List<String> brokenStories() {
        return new ArrayList<>(broken.values());
    }

    @Override
    public String toString() {
        return "%,d plans, %,d moves, %d zones; closed %s; %,d open after %d attempts;"
                        .formatted(lives, moves, zones.size(), closed, open, Life.MOST_ATTEMPTS)
                + " %,d over a change of the clock; %,d moves with a problem named; %,d breaks"
                        .formatted(clockChanged, problems, breaks);
    }

    private void keep(long seed, String story) {
        broken.put(seed, story);
        if (broken.size() > BROKEN_TOLD) {
            broken.pollLastEntry();
        }
    }
}
