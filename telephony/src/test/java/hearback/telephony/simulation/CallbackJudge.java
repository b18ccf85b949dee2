package hearback.telephony.simulation;

import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.NextMove;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether the promises were kept, told from what customers experienced and what is written down at the end. Shares no
/// rule with the engine: it reads the records, and turns an instant into the customer's time on the wall by itself.
final class CallbackJudge {
    /// Two nodes' readings of the database's clock differ by twice what one may be wrong.
    private static final Duration READING = Duration.ofMillis(100);
    /// A dial so much later than it was decided was held up by us: a floor missed by it is not the planner's.
    private static final Duration HELD_UP = Duration.ofMinutes(1);
    /// Of allowed time at the end; nothing that is due waits so long when nothing is broken any more.
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final Duration NOTICED = Duration.ofMinutes(15);
    /// Calls are handed on evenly apart; from there to the server each takes its own few milliseconds.
    private static final Duration JITTER = Duration.ofMillis(100);
    /// Committed up to 200 ms before their moment, at ten a second.
    private static final int AHEAD = 2;

    /// The end of a dial that lives; something can be added to it.
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final World.Outcome world;
    private final Function<CallbackId, List<CallbackDecision>> decisions;
    private final Contacts contacts;
    private final Map<String, Ledger.Dial> dialOf = new HashMap<>();
    private final Map<String, List<Ledger.Dial>> dialsOf = new LinkedHashMap<>();
    private final Map<String, Attempt> attemptOf = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private int excused;
    private int wentOn;
    private int pairs;
    private int full;

    private CallbackJudge(World.Outcome world, Function<CallbackId, List<CallbackDecision>> decisions) {
        this.world = world;
        this.decisions = decisions;
        this.contacts = new Contacts(world);
    }

    /// @param broken each break of a promise, in words
    /// @param excused series that missed the floor because a dial was held up by us
    /// @param wentOn dials of another number within the same attempt
    /// @param pairs dials of a number that came next after one for another ticket of it
    /// @param full seconds in which more calls began than the trunk takes, by what was let go ahead of its moment
    record Verdict(List<String> broken, int excused, int wentOn, int pairs, int full) {}

    static Verdict of(World.Outcome world, Function<CallbackId, List<CallbackDecision>> decisions) {
        var judge = new CallbackJudge(world, decisions);
        judge.judge();
        return new Verdict(List.copyOf(judge.broken), judge.excused, judge.wentOn, judge.pairs, judge.full);
    }

    private void judge() {
        world.mistaken().forEach(what -> say("the engine threw: " + what));
        dials();
        numbers();
        pace();
        broken.addAll(HoldsJudge.of(world));
        for (CallbackPlan plan : world.plans()) {
            new Series(plan).judge();
        }
        if (world.plans().size() < world.accepted()) {
            say("of " + world.accepted() + " callbacks that were taken "
                    + world.plans().size() + " are there");
        }
    }

    private void say(String what) {
        broken.add(what);
    }

    /// Each channel was made once, and for an attempt that is written down.
    private void dials() {
        for (CallbackPlan plan : world.plans()) {
            plan.attempts().forEach(attempt -> attemptOf.put(channel(attempt), attempt));
        }
        for (Ledger.Dial dial : world.ledger().dials()) {
            dialsOf.computeIfAbsent(dial.number, _ -> new ArrayList<>()).add(dial);
            if (dialOf.put(dial.channel, dial) != null) {
                say("dialled twice for one attempt: " + dial);
            }
            var attempt = attemptOf.get(dial.channel);
            if (attempt == null || !attempt.number().e164().equals(dial.number)) {
                say("dialled and not written down: " + dial);
            }
        }
    }

    static String channel(Attempt attempt) {
        return "hb" + attempt.id().value().toString().replace("-", "");
    }

    /// At most one live dial of a person at any instant.
    private void numbers() {
        persons().forEach(this::oneAfterTheOther);
        dialsOf.values().forEach(this::anotherTicket);
    }

    private void oneAfterTheOther(List<Ledger.Dial> dials) {
        for (int next = 1; next < dials.size(); next++) {
            var one = dials.get(next - 1);
            var other = dials.get(next);
            if (other.from.isBefore(one.until.orElse(NEVER))) {
                say("two at once: " + one + " and " + other);
            }
        }
    }

    /// The dials of each person in order: who gave several numbers is one.
    private Collection<List<Ledger.Dial>> persons() {
        Map<String, String> person = new HashMap<>();
        for (CallbackPlan plan : world.plans()) {
            if (!plan.request().otherNumbers().isEmpty()) {
                plan.request()
                        .numbers()
                        .forEach(number -> person.put(
                                number.e164(), plan.request().number().e164()));
            }
        }
        return world.ledger().dials().stream()
                .sorted(Comparator.comparing(dial -> dial.from))
                .collect(Collectors.groupingBy(dial -> person.getOrDefault(dial.number, dial.number)))
                .values();
    }

    /// A person with two tickets has one phone: what rang it for the one holds off the other, unless he was spoken
    /// to since.
    private void anotherTicket(List<Ledger.Dial> dials) {
        for (int next = 1; next < dials.size(); next++) {
            var one = dials.get(next - 1);
            var other = dials.get(next);
            if (callbackOf(one).equals(callbackOf(other))) {
                continue;
            }
            pairs++;
            if (one.mayHaveRung()
                    && other.from.isBefore(mayRingFrom(one))
                    && !contacts.isSpokenTo(one.number, one.from, other.from)) {
                say("closer than the gap for another ticket: " + one + " and " + other);
            }
        }
    }

    private Optional<CallbackId> callbackOf(Ledger.Dial dial) {
        return Optional.ofNullable(attemptOf.get(dial.channel)).map(Attempt::callback);
    }

    private static Instant mayRingFrom(Ledger.Dial rang) {
        return rang.until.orElse(NEVER).plus(PromisedRule.GAP).minus(READING).minus(rang.unsure());
    }

    /// No second, wherever it begins, holds more calls than the trunk takes, and those that a node which stood
    /// still had in hand.
    private void pace() {
        Map<String, List<Instant>> begun = world.ledger().dials().stream()
                .collect(Collectors.groupingBy(
                        dial -> dial.server, Collectors.mapping(dial -> dial.asked, Collectors.toList())));
        begun.forEach((server, all) -> {
            var times = all.stream().sorted().toList();
            int first = 0;
            for (int last = 0; last < times.size(); last++) {
                while (!times.get(first).plusSeconds(1).minus(JITTER).isAfter(times.get(last))) {
                    first++;
                }
                int begunThen = last - first + 1;
                full += begunThen > NodeWiring.CALLS_PER_SECOND ? 1 : 0;
                if (begunThen > NodeWiring.CALLS_PER_SECOND + AHEAD) {
                    say(begunThen + " calls begun at " + server + " in the second from " + times.get(first) + " to "
                            + times.get(last));
                }
            }
        });
    }

    /// One callback.
    private final class Series {
        private final CallbackPlan plan;
        private final PromisedRule rule;
        private final List<Made> made;
        private final Set<String> numbers;
        /// Beside its own those for another ticket of one of its numbers, begun since this was asked for: they
        /// rang the same phone.
        private final List<Made> served;

        private Series(CallbackPlan plan) {
            this.plan = plan;
            this.rule = PromisedRule.of(plan.profile().orElseThrow().profile());
            this.made = made(plan.attempts().stream());
            this.numbers = Contacts.numbers(plan);
            this.served = made(numbers.stream()
                    .flatMap(number -> dialsOf.getOrDefault(number, List.of()).stream())
                    .flatMap(dial -> Optional.ofNullable(attemptOf.get(dial.channel)).stream())
                    .filter(attempt -> attempt.callback().equals(plan.request().id())
                            || !attempt.startedAt().isBefore(plan.createdAt())));
        }

        private List<Made> made(Stream<Attempt> attempts) {
            return attempts.flatMap(attempt -> Optional.ofNullable(dialOf.get(channel(attempt))).stream()
                            .map(dial -> new Made(attempt, dial)))
                    .sorted(Comparator.comparing(one -> one.dial.from))
                    .toList();
        }

        /// An attempt and the dial that came of it.
        private record Made(Attempt attempt, Ledger.Dial dial) {
            boolean isCustomers() {
                return attempt.state() instanceof AttemptState.Settled settled
                        && settled.outcome() instanceof AttemptOutcome.NotReached;
            }
        }

        private void judge() {
            made.stream()
                    .filter(one -> !rule.mayRing(one.dial.from, READING))
                    .forEach(one -> say("in quiet hours", one.dial));
            gaps();
            plan.attempts().forEach(this::outcome);
            afterContact();
            end();
            floor();
        }

        private void say(String what, Object about) {
            CallbackJudge.this.say(what + ": callback " + plan.request().id() + " "
                    + plan.profile().orElseThrow() + " " + about);
        }

        /// What begins sooner goes on with the same attempt: after a failure of the customer's, at a number
        /// that was not rung in it.
        private void gaps() {
            Optional<Made> last = Optional.empty();
            Set<String> rung = new HashSet<>();
            for (Made one : made) {
                var tooSoon = last.filter(rang -> one.dial.from.isBefore(mayRingFrom(rang.dial)));
                boolean goesOn = tooSoon.filter(rang -> rang.isCustomers()
                                && rang.dial
                                        .until
                                        .filter(end -> !one.dial.from.isBefore(end))
                                        .isPresent()
                                && !rung.contains(one.dial.number))
                        .isPresent();
                if (tooSoon.isEmpty()) {
                    rung.clear();
                } else if (goesOn) {
                    wentOn++;
                } else {
                    say("closer than the gap", tooSoon.get().dial + " and " + one.dial);
                }
                if (one.dial.mayHaveRung()) {
                    rung.add(one.dial.number);
                    last = Optional.of(one);
                }
            }
        }

        /// What is written of an attempt is what happened, or less.
        private void outcome(Attempt attempt) {
            var dial = Optional.ofNullable(dialOf.get(channel(attempt)));
            if (!(attempt.state() instanceof AttemptState.Settled(AttemptOutcome outcome, Instant endedAt))) {
                return;
            }
            switch (outcome) {
                case AttemptOutcome.Reached _ -> {
                    if (dial.flatMap(it -> it.spokenAt).isEmpty()) {
                        say("reached, and nobody was spoken to", attempt);
                    }
                }
                case AttemptOutcome.NotReached _ -> {
                    if (dial.filter(it -> it.network == Ledger.Network.CUSTOMER).isEmpty()) {
                        say("counted, and it was not the customer's failure", attempt + " " + dial);
                    }
                }
                case AttemptOutcome.LineFailed failed -> {
                    if (!failed.fault().mayHaveRung()
                            && dial.filter(Ledger.Dial::mayHaveRung).isPresent()) {
                        say("said not to have rung", attempt + " " + dial);
                    }
                }
                case AttemptOutcome.NeverKnown _ -> {}
            }
            dial.flatMap(it -> it.until)
                    .filter(end -> endedAt.isAfter(world.end()))
                    .ifPresent(end -> say("ends in the future", attempt));
        }

        /// Once the customer was spoken to he is not rung for what was asked for before, whichever ticket it
        /// was for and whoever rang.
        private void afterContact() {
            contacts.since(plan)
                    .forEach(spoken -> contacts.knownFrom(spoken)
                            .ifPresent(known -> made.stream()
                                    .filter(later -> later.dial.from.isAfter(known))
                                    .forEach(later -> say(
                                            spoken.dial().isEmpty()
                                                    ? "rung after he rang us"
                                                    : "rung after he was spoken to",
                                            spoken + " and " + later.dial))));
        }

        private void end() {
            switch (plan.state()) {
                case CallbackState.Planned(Instant dueAt, String _) -> {
                    if (rule.openBetween(dueAt, world.end()).compareTo(FORGOTTEN) > 0) {
                        say("due and forgotten since " + dueAt, plan.state());
                    }
                }
                case CallbackState.Dialling _ -> {
                    if (made.stream()
                            .allMatch(one -> one.dial
                                    .until
                                    .filter(end -> end.plus(NOTICED).isBefore(world.end()))
                                    .isPresent())) {
                        say("stuck", plan);
                    }
                }
                case CallbackState.Closed(CloseReason reason, Instant _) -> closed(reason);
            }
            plan.attempts().stream()
                    .filter(one -> !(one.state() instanceof AttemptState.Settled)
                            && one.startedAt().plus(NOTICED).isBefore(world.end()))
                    .forEach(one -> say("never settled", one));
        }

        private void closed(CloseReason reason) {
            switch (reason) {
                case REACHED -> {
                    if (made.stream().noneMatch(one -> one.dial.spokenAt.isPresent())) {
                        say("closed as reached", plan);
                    }
                }
                case CONTACTED -> {
                    if (!contacts.mayHaveClosed(plan)) {
                        say("closed as contacted", plan);
                    }
                }
                case UNREACHABLE -> {
                    if (counted().size() < 1 + PromisedRule.FURTHER) {
                        say("given up after " + counted().size() + " failures of the customer's", plan);
                    }
                    if (!numbers.stream().allMatch(number -> isListed(number) || wasTried(number))) {
                        say("given up without a call to each number", plan);
                    }
                }
                case NUMBER_UNKNOWN, NUMBER_CHANGED -> {
                    if (!numbers.stream().allMatch(this::wasTried)) {
                        say("closed for its numbers", plan);
                    }
                }
                case NOT_ALLOWED -> {
                    if (numbers.stream().noneMatch(this::isListed)
                            || !numbers.stream().allMatch(number -> isListed(number) || wasTried(number))) {
                        say("never refused", plan);
                    }
                }
                case NOTHING_PRESSED -> say("never asked anything", plan);
                case WITHDRAWN -> {}
            }
        }

        private boolean isListed(String number) {
            return world.listings().stream().anyMatch(listed -> listed.number().equals(number));
        }

        private boolean wasTried(String number) {
            return served.stream().anyMatch(one -> one.isCustomers() && one.dial.number.equals(number));
        }

        /// The first failure on the customer's side, and those further ones that kept gap and hours in true
        /// time.
        private List<Made> counted() {
            List<Made> counted = new ArrayList<>();
            Optional<Instant> mayRingFrom = Optional.empty();
            for (Made one : served) {
                boolean spaced = mayRingFrom.filter(one.dial.from::isBefore).isEmpty();
                if (one.isCustomers()
                        && one.dial.network == Ledger.Network.CUSTOMER
                        && (counted.isEmpty() || (spaced && rule.mayRing(one.dial.from, READING)))) {
                    counted.add(one);
                }
                if (one.dial.mayHaveRung()) {
                    mayRingFrom = Optional.of(mayRingFrom(one.dial));
                }
            }
            return counted;
        }

        /// Three further attempts in 48 hours, unless the series ended for another reason, or the engine said
        /// in time that it could not.
        private void floor() {
            var counted = counted();
            if (counted.isEmpty()) {
                return;
            }
            var windowEnd =
                    counted.getFirst().dial.asked.plus(PromisedRule.WINDOW).plus(READING);
            boolean isOver = plan.state() instanceof CallbackState.Closed closed
                    ? closed.reason() == CloseReason.UNREACHABLE
                    : windowEnd.isBefore(world.end());
            long kept = counted.stream()
                    .skip(1)
                    .filter(one -> !one.dial.asked.isAfter(windowEnd))
                    .count();
            if (!isOver || kept >= PromisedRule.FURTHER) {
                return;
            }
            var all = decisions.apply(plan.request().id());
            if (all.stream()
                    .anyMatch(one -> one.move() instanceof NextMove.DialAt dial
                            && dial.problem().isPresent())) {
                return;
            }
            if (made.stream().anyMatch(one -> isHeldUp(one, all))) {
                excused++;
            } else {
                say("only " + kept + " further attempts in the window and no problem named", plan + " " + made);
            }
        }

        private static boolean isHeldUp(Made one, List<CallbackDecision> all) {
            return all.stream()
                    .filter(decision -> decision.afterAttempt() == one.attempt.ordinal() - 1)
                    .map(CallbackDecision::move)
                    .filter(NextMove.DialAt.class::isInstance)
                    .map(NextMove.DialAt.class::cast)
                    .anyMatch(dial -> one.dial.asked.isAfter(dial.at().plus(HELD_UP)));
        }
    }
}
