package hearback.telephony.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Who is rung, and how he takes it: each number has a habit, and each hour its own chance of an answer.
final class Customers {
    private final RandomGenerator chance;
    private final Map<String, Habit> habits = new HashMap<>();

    Customers(RandomGenerator chance) {
        this.chance = chance;
    }

    private enum Habit {
        ANSWERS_OFTEN,
        ANSWERS_SELDOM,
        NEVER_ANSWERS,
        OFTEN_BUSY,
        MOSTLY_OFF,
        REJECTS,
        WRONG_NUMBER,
        CHANGED_NUMBER
    }

    /// How one call goes, as the network and the customer have it.
    sealed interface Reaction {
        /// From the request to this.
        Duration after();

        /// @param rings for so long before he answers
        /// @param patience waits for an agent so long
        /// @param talks so long with the agent
        record Answers(Duration after, Duration rings, Duration patience, Duration talks) implements Reaction {}

        /// Rings, or not, until our time is over.
        record NoAnswer(Duration after, boolean rings) implements Reaction {}

        /// The network refuses.
        ///
        /// @param rang for so long before; zero: it did not
        /// @param isOurs whose failure it is
        record Refused(Duration after, Duration rang, boolean earlyMedia, int q850, int sip, boolean isOurs)
                implements Reaction {}
    }

    Reaction reaction(String number, int hour) {
        var habit = habits.computeIfAbsent(number, _ -> draw());
        var after = millis(20, 3_000);
        return switch (habit) {
            case ANSWERS_OFTEN -> chance.nextDouble() < 0.5 ? answers(after) : other(after);
            case ANSWERS_SELDOM -> chance.nextDouble() < (hour >= 17 ? 0.4 : 0.1) ? answers(after) : other(after);
            case NEVER_ANSWERS -> new Reaction.NoAnswer(after, true);
            case OFTEN_BUSY ->
                chance.nextDouble() < 0.7
                        ? new Reaction.Refused(after, Duration.ZERO, false, 17, 486, false)
                        : other(after);
            case MOSTLY_OFF ->
                chance.nextDouble() < 0.8
                        ? new Reaction.Refused(after, Duration.ZERO, chance.nextBoolean(), 19, 480, false)
                        : other(after);
            case REJECTS -> new Reaction.Refused(after, millis(500, 9_000), false, 21, 603, false);
            case WRONG_NUMBER -> new Reaction.Refused(after, Duration.ZERO, chance.nextBoolean(), 1, 404, false);
            case CHANGED_NUMBER -> new Reaction.Refused(after, Duration.ZERO, true, 22, 410, false);
        };
    }

    private Habit draw() {
        int draw = chance.nextInt(100);
        if (draw < 25) {
            return Habit.ANSWERS_OFTEN;
        } else if (draw < 50) {
            return Habit.ANSWERS_SELDOM;
        } else if (draw < 70) {
            return Habit.NEVER_ANSWERS;
        } else if (draw < 80) {
            return Habit.OFTEN_BUSY;
        } else if (draw < 91) {
            return Habit.MOSTLY_OFF;
        } else if (draw < 95) {
            return Habit.REJECTS;
        }
        return draw < 98 ? Habit.WRONG_NUMBER : Habit.CHANGED_NUMBER;
    }

    private Reaction answers(Duration after) {
        return new Reaction.Answers(after, millis(800, 30_000), millis(3_000, 25_000), millis(4_000, 90_000));
    }

    private Reaction other(Duration after) {
        int draw = chance.nextInt(20);
        return switch (draw) {
            case 0 -> new Reaction.Refused(after, Duration.ZERO, false, 34, 503, true);
            case 1 -> new Reaction.Refused(after, Duration.ZERO, false, 38, 500, true);
            case 2 -> new Reaction.Refused(after, Duration.ZERO, false, 17, 486, false);
            case 3 -> new Reaction.NoAnswer(after, false);
            case 4 -> new Reaction.Refused(after, millis(500, 20_000), false, 19, 480, false);
            case 5 -> new Reaction.Refused(after, millis(500, 20_000), false, 34, 503, true);
            default -> new Reaction.NoAnswer(after, true);
        };
    }

    Duration millis(long from, long to) {
        return Duration.ofMillis(chance.nextLong(from, to));
    }
}
