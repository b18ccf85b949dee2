package hearback.telephony.flow;

import hearback.telephony.call.CallId;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes off the line whom nobody wants to ring any more: callbacks that were closed while their dial was in the air
/// (faults.md case 37). Whoever is talking with an agent already goes on.
///
/// What is to be dropped is read from what is stored, by whoever holds the line: it does not matter who closed the
/// callback, nor who died in between.
public final class DropInVain {
    private static final Logger log = LoggerFactory.getLogger(DropInVain.class);
    /// A channel may come up only after it was asked for: it is asked for again until its attempt is settled.
    static final Duration AGAIN = Duration.ofSeconds(1);

    private final PlanStore plans;
    private final Supplier<Optional<LineLease.Held>> line;
    private final Calls calls;
    private final CallDropper dropper;
    private final InstantSource time;
    private final Map<AttemptId, Told> told = new HashMap<>();

    /// @param line the lease of the server, while it is ours
    /// @param calls what was heard of them
    public DropInVain(
            PlanStore plans,
            Supplier<Optional<LineLease.Held>> line,
            Calls calls,
            CallDropper dropper,
            InstantSource time) {
        this.plans = plans;
        this.line = line;
        this.calls = calls;
        this.dropper = dropper;
        this.time = time;
    }

    /// Must not run twice at once.
    ///
    /// @return how many calls were hung up
    /// @throws StoreUnavailable when the store could not be asked: the next run goes on
    public int runOnce() {
        var held = line.get();
        if (held.isEmpty()) {
            return 0;
        }
        int hungUp = 0;
        var inVain = new HashSet<AttemptId>();
        for (Attempt attempt : plans.inVain(held.get().server())) {
            inVain.add(attempt.id());
            var before = Optional.ofNullable(told.get(attempt.id()));
            var now = time.instant();
            if (before.filter(one -> now.isBefore(one.at().plus(AGAIN))).isPresent()) {
                continue;
            }
            var dropped = drop(attempt);
            told.put(attempt.id(), new Told(now, dropped));
            if (!before.map(Told::what).equals(Optional.of(dropped))) {
                tell(attempt, dropped);
            }
            hungUp += dropped instanceof CallDropper.Dropped.HungUp ? 1 : 0;
        }
        told.keySet().retainAll(inVain);
        return hungUp;
    }

    private CallDropper.Dropped drop(Attempt attempt) {
        boolean isHeard = calls.find(CallId.bornOf(attempt.id().leg(attempt.server())))
                .filter(found -> found.call().answeredAt().isPresent())
                .isPresent();
        if (isHeard) {
            return new CallDropper.Dropped.Talking();
        }
        try {
            return dropper.drop(attempt);
        } catch (LineDown down) {
            return new CallDropper.Dropped.NotDone(String.valueOf(down.getMessage()));
        }
    }

    static void tell(Attempt attempt, CallDropper.Dropped dropped) {
        switch (dropped) {
            case CallDropper.Dropped.HungUp _ ->
                log.info("dial dropped callback={} attempt={}", attempt.callback(), attempt.id());
            case CallDropper.Dropped.Talking _ ->
                log.info(
                        "dial not dropped callback={} attempt={}: customer and agent are talking",
                        attempt.callback(),
                        attempt.id());
            case CallDropper.Dropped.Gone _ ->
                log.info(
                        "dial not dropped callback={} attempt={}: there is no such channel now",
                        attempt.callback(),
                        attempt.id());
            case CallDropper.Dropped.NotDone(String message) ->
                log.warn("dial not dropped callback={} attempt={}: {}", attempt.callback(), attempt.id(), message);
        }
    }

    private record Told(Instant at, CallDropper.Dropped what) {}
}
