package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NeverKnown;
import hearback.telephony.callback.AttemptOutcome.NotReached;
import hearback.telephony.callback.AttemptOutcome.Reached;
import hearback.telephony.callback.AttemptSeries.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// When a customer is tried next, or why no more, as a function of what was asked, what was tried and the present.
///
/// Example, the telecom profile: the first attempt started Monday 16:30:00 and ended 16:30:45, switched off. The window
/// closes Wednesday 16:30:00; the next attempt starts Monday 19:30:45, the one after it (ended 19:31:20) Tuesday
/// 08:00:00, because 22:31:20 is quiet.
///
/// A callback of several numbers rings them one after the other, and that is one attempt ([Round]): the next number
/// at once, unless the floor, which goes before that, could be kept only without it.
///
/// Source: regulation S0-38, S0-39, tables b.2 and b.3; what comes after the last attempt: a.4.
///
/// @param rates how often customers answered, for a rule that goes by them
public record CallbackPolicy(RetryRule rule, AnswerRates rates) {
    private static final String COSTS_THE_FLOOR = "would cost the floor";

    /// Where nothing is known of answers.
    public CallbackPolicy(RetryRule rule) {
        this(rule, AnswerRates.NONE);
    }

    /// The first attempt of a wish, at a number that nothing else is known of.
    public NextMove first(CallbackRequest request, Instant now) {
        return first(request, NumberHistory.NONE, now);
    }

    /// The first attempt of a wish.
    public NextMove first(CallbackRequest request, NumberHistory number, Instant now) {
        var series = AttemptSeries.of(rule, request, List.of(), now, number);
        return nextRound(request, asSoonAsAsked(request, now), series);
    }

    /// The move after the attempts so far, at a number that nothing else is known of.
    ///
    /// @throws IllegalStateException when one is live
    public NextMove after(CallbackPlan plan, Instant now) {
        return after(plan, NumberHistory.NONE, now);
    }

    /// The move after the attempts so far, all of which are settled.
    ///
    /// @throws IllegalStateException when one is live
    public NextMove after(CallbackPlan plan, NumberHistory number, Instant now) {
        var request = plan.request();
        var series = AttemptSeries.of(rule, request, plan.attempts(), plan.createdAt(), number);
        return close(series).orElseGet(() -> {
            var earliest = asSoonAsAsked(request, now);
            return series.lastOwn()
                    .filter(one -> ownFault(one).isPresent())
                    .map(failed -> afterOwnFailure(failed, request, earliest, series))
                    .orElseGet(() -> next(request, earliest, series));
        });
    }

    /// What any dial has to wait for.
    private List<Earliest> asSoonAsAsked(CallbackRequest request, Instant now) {
        return List.of(atOnce(now), asked(request));
    }

    /// The wait is ours, the floor is promised: where the whole wait would cost it, it is halved until it does
    /// not. Halved, so that a line which fails at once is tried some ten times more and not without end.
    private NextMove afterOwnFailure(
            Past failed, CallbackRequest request, List<Earliest> others, AttemptSeries series) {
        var waited = and(others, ownFailure(failed, rule.ownFailureWait()));
        if (series.isFull()) {
            return next(request, waited, series);
        }
        var patient = dial(request, waited, series);
        if (series.opener().isEmpty() || patient.problem().isEmpty()) {
            return patient;
        }
        var wait = rule.ownFailureWait();
        while (!wait.isZero()) {
            wait = Duration.ofSeconds(wait.toSeconds() / 2);
            var sooner = dial(request, and(others, ownFailure(failed, wait)), series);
            if (sooner.problem().isEmpty()) {
                return saying(COSTS_THE_FLOOR, failed, sooner);
            }
        }
        return patient;
    }

    /// That the wait was shortened is said also where something else was waited for longer.
    private NextMove.DialAt saying(String words, Past failed, NextMove.DialAt move) {
        return move.why().contains(words)
                ? move
                : new NextMove.DialAt(
                        move.at(),
                        move.why() + "; " + Wording.length(rule.ownFailureWait()) + " after " + failed.named()
                                + " failed on our side " + words,
                        move.problem(),
                        move.number());
    }

    private static List<Earliest> and(List<Earliest> others, Earliest one) {
        return Stream.concat(others.stream(), Stream.of(one)).toList();
    }

    private Optional<NextMove> close(AttemptSeries series) {
        for (Past one : series.attempts()) {
            if (one.outcome() instanceof Reached) {
                return close(CloseReason.REACHED, "attempt " + one.ordinal() + " reached the customer");
            }
        }
        if (series.areAllDead() && series.attempts().stream().anyMatch(one -> one.isOf(Kind.NUMBER_CHANGED))) {
            return close(CloseReason.NUMBER_CHANGED, "the network says that the customer has another number");
        }
        if (series.attempts().stream().anyMatch(one -> one.isOwn() && one.isOf(Kind.NOTHING_PRESSED))) {
            return close(CloseReason.NOTHING_PRESSED, "the customer answered and pressed nothing: a person asks him");
        }
        if (series.areAllDead()) {
            var said = series.isAnnouncedUnknown() ? "announced" : "said on two different days";
            return close(CloseReason.NUMBER_UNKNOWN, "the network " + said + " that there is no such number");
        }
        return Optional.empty();
    }

    /// The series is over with its last attempt, and that with its last number.
    private NextMove next(CallbackRequest request, List<Earliest> earliest, AttemptSeries series) {
        return series.isFull()
                ? another(request, earliest, series)
                        .<NextMove>map(move -> move)
                        .orElseGet(() -> new NextMove.Close(CloseReason.UNREACHABLE, full(series)))
                : dial(request, earliest, series);
    }

    private NextMove.DialAt dial(CallbackRequest request, List<Earliest> earliest, AttemptSeries series) {
        var another = another(request, earliest, series);
        if (another.filter(move -> move.problem().isEmpty()).isPresent()) {
            return another.get();
        }
        var next = nextRound(request, earliest, series);
        return another.filter(_ -> next.problem().isPresent()).orElse(next);
    }

    /// The round goes on at once.
    private Optional<NextMove.DialAt> another(CallbackRequest request, List<Earliest> earliest, AttemptSeries series) {
        if (request.otherNumbers().isEmpty()) {
            return Optional.empty();
        }
        var over = series.lastOwn().map(Past::endedAt).map(end -> new Earliest(end, "at once"));
        var latest = latest(Stream.concat(over.stream(), earliest.stream()).toList());
        return Round.last(series)
                .next(latest.at())
                .map(number -> new NextMove.DialAt(
                        latest.at(),
                        latest.why() + words().place(request, number) + ": the same attempt",
                        new FloorCheck(series).problemOfTheSame(latest.at(), number),
                        Optional.of(number)));
    }

    private String full(AttemptSeries series) {
        long inTime = series.countedInWindow();
        var made = series.counted().size() + " further attempts failed on the customer's side";
        return inTime >= rule.furtherAttempts()
                ? made + " within " + Wording.length(rule.window())
                : made + ", only " + inTime + " of them within " + Wording.length(rule.window());
    }

    /// At the number that may be rung first; of those that may be at the same time, at the one in turn.
    private NextMove.DialAt nextRound(CallbackRequest request, List<Earliest> others, AttemptSeries series) {
        var spaced = Stream.concat(others.stream(), series.lastThatMayHaveRung().map(this::spaced).stream())
                .toList();
        var inTurn = series.inTurn();
        var number = inTurn.getFirst();
        var latest = latest(spaced, number, series);
        for (var other : rule.ceilings().areNone() ? List.<PhoneNumber.Known>of() : inTurn) {
            var another = latest(spaced, other, series);
            if (open(another).isBefore(open(latest))) {
                number = other;
                latest = another;
            }
        }
        var at = open(latest);
        var why = latest.why() + words().closed(latest.at(), at);
        var wished = new Wishes(request, series, rates, number).of(at);
        return new NextMove.DialAt(
                wished.at(),
                why + wished.words() + words().place(request, number),
                wished.at().equals(at) ? new FloorCheck(series).problem(at, number) : Optional.empty(),
                request.otherNumbers().isEmpty() ? Optional.empty() : Optional.of(number));
    }

    private Earliest latest(List<Earliest> earliest, PhoneNumber.Known number, AttemptSeries series) {
        return latest(
                Stream.concat(earliest.stream(), rule.ceilings().after(series.dialled(), number, words()).stream())
                        .toList());
    }

    private static Earliest latest(List<Earliest> earliest) {
        return earliest.stream().max(Comparator.comparing(Earliest::at)).orElseThrow();
    }

    private Instant open(Earliest earliest) {
        return rule.hours().nextOpening(earliest.at());
    }

    private Earliest atOnce(Instant now) {
        return new Earliest(now, "at once");
    }

    private Earliest asked(CallbackRequest request) {
        var asked = request.notBefore();
        return switch (request.reason()) {
            case ABANDONED_CALL ->
                new Earliest(
                        asked.plus(rule.abandonedCallWait()),
                        Wording.length(rule.abandonedCallWait()) + " after the call was abandoned at "
                                + words().moment(asked));
            case REPLY, FOLLOW_UP, PROMISED, SURVEY ->
                new Earliest(asked, "not before " + words().moment(asked) + " as asked");
        };
    }

    private Earliest spaced(Past one) {
        return new Earliest(
                one.endedAt().plus(rule.gap()),
                Wording.length(rule.gap()) + " after the end of " + one.named() + " at "
                        + words().moment(one.endedAt()));
    }

    private Earliest ownFailure(Past one, Duration wait) {
        var shortened = wait.equals(rule.ownFailureWait())
                ? ""
                : "; " + Wording.length(rule.ownFailureWait()) + " " + COSTS_THE_FLOOR;
        return new Earliest(
                one.endedAt().plus(wait),
                Wording.length(wait) + " after attempt " + one.ordinal() + " failed on our side"
                        + ownFault(one).map(" (%s)"::formatted).orElse("") + ", which does not count" + shortened);
    }

    /// What failed on our side, if it is to be waited for; what was taken back had never left us.
    private static Optional<Fault> ownFault(Past one) {
        return switch (one.outcome()) {
            case LineFailed failed when failed.fault() != Fault.TAKEN_BACK -> Optional.of(failed.fault());
            case LineFailed _, NeverKnown _, NotReached _, Reached _ -> Optional.empty();
        };
    }

    private Wording words() {
        return new Wording(rule.hours());
    }

    private static Optional<NextMove> close(CloseReason reason, String why) {
        return Optional.of(new NextMove.Close(reason, why));
    }
}
