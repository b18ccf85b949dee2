package hearback.telephony.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether anybody was rung whom the supervisor had been told not to be rung any more, or more often than may be.
final class HoldsJudge {
    /// A process that stood still between release and dial may dial what it released so long ago.
    private static final Duration IN_THE_AIR = Duration.ofSeconds(6);
    /// Two nodes' readings of the database's clock.
    private static final Duration READING = Duration.ofMillis(100);
    /// From the commit of an attempt to its dial, at most.
    private static final Duration WAY = Duration.ofSeconds(10);

    private final World.Outcome world;
    private final Set<String> ofGas = new HashSet<>();

    private HoldsJudge(World.Outcome world) {
        this.world = world;
        world.plans().stream()
                .filter(plan -> plan.profile().orElseThrow().profile().equals(PromisedRule.CEILING_OF))
                .flatMap(plan -> plan.attempts().stream())
                .forEach(attempt -> ofGas.add(CallbackJudge.channel(attempt)));
    }

    /// Each break of a promise, in words.
    static List<String> of(World.Outcome world) {
        return new HoldsJudge(world).breaks();
    }

    private List<String> breaks() {
        List<String> broken = new ArrayList<>();
        for (Ledger.Dial dial : world.ledger().dials()) {
            world.pauses().stream()
                    .filter(pause -> pause.line()
                            .filter(line -> !line.text().equals(dial.server))
                            .isEmpty())
                    // What was begun goes on: where an agent was rung first, until the customer was.
                    .filter(pause -> isWithin(
                            dial.asked,
                            pause.from().plus(IN_THE_AIR),
                            pause.until().minus(READING)))
                    .forEach(pause -> broken.add("rung in a pause: " + pause + " and " + dial));
            world.listings().stream()
                    .filter(listed -> listed.number().equals(dial.number))
                    .filter(listed -> dial.from.isAfter(listed.from().plus(IN_THE_AIR)))
                    .forEach(listed -> broken.add("rung though listed: " + listed + " and " + dial));
            if (ofGas.contains(dial.channel) && inDayBefore(dial) >= PromisedRule.IN_DAY) {
                broken.add("rung more than " + PromisedRule.IN_DAY + " times in 24 h: " + dial);
            }
        }
        return broken;
    }

    private static boolean isWithin(Instant at, Instant from, Instant until) {
        return at.isAfter(from) && at.isBefore(until);
    }

    private long inDayBefore(Ledger.Dial dial) {
        return world.ledger().dials().stream()
                .filter(other -> other.number.equals(dial.number) && other.mayHaveRung())
                .filter(other -> isWithin(
                        other.asked, dial.asked.minus(Duration.ofDays(1)).plus(WAY), dial.asked))
                .count();
    }
}
