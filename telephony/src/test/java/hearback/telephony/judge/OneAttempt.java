package hearback.telephony.judge;

import hearback.telephony.judge.Happened.Whose;
import hearback.telephony.judge.PlanJudge.Rules;
import hearback.telephony.judge.PlanJudge.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How what was begun goes on within one attempt: after the customer's failure at one number the next of his numbers
/// is dialled at once, and what failed on our side before it rang is dialled again. It is over when too long a pause
/// has passed, or when each of his numbers was rung in it or may not be rung at that moment.
///
/// Source: regulation S0-40, and b.2: two numbers dialled one after the other are one attempt.
record OneAttempt(Rules rules, WallClock clock, Known known, Numbers numbers) {
    private static final long NEVER = Long.MIN_VALUE;

    /// @param number by its place
    record Start(long at, int number) {}

    /// Where it goes on, after the whole of our own wait.
    Optional<Start> next() {
        return next(patient());
    }

    /// After the whole of our own wait.
    long patient() {
        return soonest() + ownWait();
    }

    /// Where it would go on at this time.
    Optional<Start> next(long at) {
        var run = run();
        long until = rangUntil(run);
        if (until == NEVER || at >= until + rules.leaveAlone() || !goesOn(run) || !clock.mayRing(at)) {
            return Optional.empty();
        }
        for (int number : numbers.inTurn(known)) {
            boolean rangInIt = run.stream().anyMatch(one -> one.number() == number && one.happened().mayHaveRung);
            if (!rangInIt && Room.allowed(rules.most(), known.rang(), number) <= at) {
                return Optional.of(new Start(at, number));
            }
        }
        return Optional.empty();
    }

    /// Without any wait of ours.
    long soonest() {
        long over = known.tried().isEmpty() ? NEVER : known.tried().getLast().end();
        return Math.max(over, Math.max(known.now(), known.notBefore()));
    }

    /// How long after the soonest the wait of ours is over.
    private long ownWait() {
        if (known.tried().isEmpty() || !known.tried().getLast().happened().isOursToWaitFor()) {
            return 0;
        }
        return Math.max(0, known.tried().getLast().end() + rules.ownFailureWait() - soonest());
    }

    private boolean goesOn(List<Tried> run) {
        if (known.tried().isEmpty() || !run.contains(known.tried().getLast())) {
            return false;
        }
        var last = known.tried().getLast().happened();
        boolean hasFailed = run.stream()
                .anyMatch(one -> one.isCustomersFailure() && known.tried().contains(one));
        return last.whose == Whose.CUSTOMERS || (last.whose == Whose.OURS && !last.mayHaveRung && hasFailed);
    }

    /// All since the last pause that was long enough.
    private List<Tried> run() {
        var run = new ArrayList<Tried>();
        long until = NEVER;
        for (Tried one : known.leftAloneAfter()) {
            if (until == NEVER || one.start() >= until + rules.leaveAlone()) {
                run.clear();
            }
            run.add(one);
            if (one.happened().mayHaveRung) {
                until = Math.max(until, one.end());
            }
        }
        return run;
    }

    private static long rangUntil(List<Tried> run) {
        return run.stream()
                .filter(one -> one.happened().mayHaveRung)
                .mapToLong(Tried::end)
                .max()
                .orElse(NEVER);
    }
}
