package hearback.telephony.flow;

import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.LegId;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NeverKnown;
import hearback.telephony.callback.AttemptState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after attempts that nobody settles: whoever dialled them died, or nothing was heard of them.
///
/// One that was never released is taken back: certainly nobody was rung. One that was released is given time, then
/// looked for in what was heard and in the server's list of channels; without proof within the limit it counts as
/// dialled (faults.md 2.5 rule 4).
public final class SweepUnknownAttempts {
    private static final Logger log = LoggerFactory.getLogger(SweepUnknownAttempts.class);

    private final PlanStore plans;
    private final Supplier<Optional<LineLease.Held>> line;
    private final Proof proof;
    private final SettleAttempt settle;
    private final Patience patience;
    private final InstantSource time;

    /// @param line the lease of the server, while it is ours
    public SweepUnknownAttempts(
            PlanStore plans,
            Supplier<Optional<LineLease.Held>> line,
            Proof proof,
            SettleAttempt settle,
            Patience patience,
            InstantSource time) {
        this.plans = plans;
        this.line = line;
        this.proof = proof;
        this.settle = settle;
        this.patience = patience;
        this.time = time;
    }

    /// @return how many attempts were settled
    /// @throws StoreUnavailable when the store could not be asked: the next run goes on
    public int runOnce() {
        return line.get().map(held -> takeBack(held) + settleUnknown(held)).orElse(0);
    }

    private int takeBack(LineLease.Held held) {
        var now = time.instant();
        int count = 0;
        for (Attempt attempt : plans.unsent(held, now.minus(patience.silence()))) {
            boolean isOver = !isLookedAt(attempt, now)
                    && settle.takeBack(attempt.id(), new LineFailed(Fault.TAKEN_BACK, HangupCause.NOT_SAID));
            count += isOver ? 1 : 0;
        }
        return count;
    }

    /// Whoever offered it may be dead, and an agent still have it before him: taken back, it would be shown to
    /// another one as well.
    private boolean isLookedAt(Attempt attempt, Instant now) {
        return attempt.id().isAgentFirst() && now.isBefore(attempt.startedAt().plus(patience.looks()));
    }

    private int settleUnknown(LineLease.Held held) {
        var silent = plans.unsettled(held, time.instant().minus(patience.silence()));
        if (silent.isEmpty()) {
            return 0;
        }
        var legs = legs();
        int count = 0;
        for (Attempt attempt : silent) {
            count += settled(attempt, legs) ? 1 : 0;
        }
        return count;
    }

    private boolean settled(Attempt attempt, Optional<Set<LegId>> legs) {
        var leg = attempt.id().leg(attempt.server());
        if (isListed(leg, legs)) {
            return false;
        }
        var heard = proof.calls().find(CallId.bornOf(leg)).map(Calls.Found::call);
        // An agent who was rung first may have gone, and the customer talks with the next one.
        var customer = heard.flatMap(call -> call.customerEnd().agentFirst()).flatMap(CallRecord.AgentFirst::customer);
        if (customer.filter(other -> isListed(other, legs)).isPresent()) {
            return false;
        }
        if (heard.filter(call -> call.endedAt().isPresent()).isPresent()) {
            // The follower was told, or is about to be.
            return proof.followed().ended(heard.orElseThrow());
        }
        if (heard.filter(call -> legs.isEmpty() || call.customerEnd().ended().isPresent())
                .isPresent()) {
            // It lives as far as we know, or is about to be over.
            return false;
        }
        var now = time.instant();
        plans.markUnknown(attempt.id(), now);
        // A list that did not come proves nothing; but the limit holds even for a server that is gone for good.
        if (!isUnknownLongEnough(attempt, now)) {
            return false;
        }
        log.warn("attempt never known callback={} attempt={}", attempt.callback(), attempt.id());
        return settle.settle(attempt.id(), new NeverKnown(), now);
    }

    private static boolean isListed(LegId leg, Optional<Set<LegId>> legs) {
        return legs.filter(all -> all.contains(leg)).isPresent();
    }

    private boolean isUnknownLongEnough(Attempt attempt, Instant now) {
        return switch (attempt.state()) {
            case AttemptState.Unknown(Instant since) ->
                !now.isBefore(since.plus(patience.silence()))
                        && !now.isBefore(attempt.startedAt().plus(patience.limit()));
            case AttemptState.Committed _, AttemptState.Released _, AttemptState.Settled _ -> false;
        };
    }

    /// Empty when the server did not say.
    private Optional<Set<LegId>> legs() {
        try {
            return Optional.of(proof.channels().legs());
        } catch (LineDown down) {
            log.warn("channels not listed: {}", down.getMessage());
            return Optional.empty();
        }
    }

    /// Where it is written what became of an attempt.
    ///
    /// @param calls what was heard
    /// @param channels what the server lists
    /// @param followed settles a call that is over
    public record Proof(Calls calls, LiveLegs channels, SettleAttempts followed) {}

    /// @param silence after which an attempt is looked for: its ring time and some more
    /// @param limit after which it counts as dialled, from its start
    /// @param looks how long an agent may look at one before he starts it; zero: nobody does
    public record Patience(Duration silence, Duration limit, Duration looks) {
        public Patience {
            if (limit.compareTo(silence) < 0) {
                throw new IllegalArgumentException("given up before it is looked for: " + limit + " < " + silence);
            }
        }

        /// @param ringTime how long a phone rings at most
        public static Patience of(Duration ringTime, Duration limit) {
            return of(ringTime, limit, Duration.ZERO);
        }

        /// As above, where agents look at an attempt before it rings.
        public static Patience of(Duration ringTime, Duration limit, Duration looks) {
            // A hang-up comes within seconds of the ring time's end; a call that is heard of is not silent.
            var silence = looks.plus(ringTime).plusSeconds(10);
            return new Patience(silence, limit.compareTo(silence) < 0 ? silence : limit, looks);
        }
    }
}
