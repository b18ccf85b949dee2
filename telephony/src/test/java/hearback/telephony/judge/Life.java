package hearback.telephony.judge;

import static hearback.telephony.judge.WallClock.DAY;
import static hearback.telephony.judge.WallClock.HOUR;
import static hearback.telephony.judge.WallClock.MINUTE;
import static hearback.telephony.judge.WallClock.SECOND;

import hearback.telephony.judge.Happened.Whose;
import hearback.telephony.judge.PlanJudge.Said;
import hearback.telephony.judge.PlanJudge.Tried;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The whole life of one callback, from its wish until it is closed or has been tried [#MOST_ATTEMPTS] times, of
/// several numbers more often; the same seed is the same life.
record Life(long seed, RandomCase drawn, List<Step> steps) {
    static final int MOST_ATTEMPTS = 12;

    private static final List<Happened> CUSTOMER_AWAY = List.of(
            Happened.BUSY,
            Happened.NO_ANSWER,
            Happened.NEVER_RANG,
            Happened.SWITCHED_OFF,
            Happened.REJECTED,
            Happened.NO_ANSWER,
            Happened.SWITCHED_OFF);
    private static final List<Happened> OURS = Arrays.stream(Happened.values())
            .filter(one -> one.whose == Whose.OURS)
            .toList();

    /// One move of the planner.
    ///
    /// @param known until then
    record Step(Known known, Said said, List<String> broken) {
        long now() {
            return known.now();
        }

        List<Tried> tried() {
            return known.tried();
        }
    }

    static Life play(long seed) {
        var chance = new SplittableRandom(seed);
        var drawn = RandomCase.draw(chance);
        var planner = new Planner(drawn);
        var judge = new PlanJudge(drawn.rules());
        var clock = new WallClock(
                drawn.rules().zone(), drawn.rules().quiet(), drawn.rules().daysOff());
        var company = new Company(chance, drawn);
        var tried = new ArrayList<Tried>();
        var steps = new ArrayList<Step>();
        long now = drawn.now();
        while (true) {
            var known = Known.of(
                    drawn.notBefore(),
                    drawn.now(),
                    now,
                    List.copyOf(tried),
                    company.rang(),
                    company.spokenTo(),
                    company.ofHousehold(),
                    drawn.phones());
            var said = planner.move(known);
            steps.add(new Step(known, said, judge.broken(known, said)));
            if (!(said instanceof Said.DialAt dial) || tried.size() == most(drawn)) {
                return new Life(seed, drawn, List.copyOf(steps));
            }
            var meanwhile = company.meanwhile(now, dial.at());
            if (meanwhile.isPresent()) {
                now = meanwhile.get();
                continue;
            }
            long start = start(chance, drawn.rules(), clock, tried, now, dial.at());
            var happened = happened(chance, drawn.mood());
            var one = new Tried(
                    start,
                    start + length(chance, drawn.rules().ringTime()),
                    happened,
                    number(chance, drawn.phones(), dial.number()));
            tried.add(one);
            planner.tried(one);
            now = one.end() + settledAfter(chance);
        }
    }

    List<String> broken() {
        return steps.stream().flatMap(step -> step.broken().stream()).toList();
    }

    /// Whether the customer's clock was changed while it lasted.
    boolean sawTheClockChanged() {
        var change = ZoneId.of(drawn.rules().zone()).getRules().nextTransition(Planner.instant(drawn.now()));
        return change != null
                && change.getInstant().isBefore(Planner.instant(steps.getLast().now()));
    }

    /// Everything, to be read by a person.
    String story() {
        var words = new StringBuilder("seed " + seed + ": " + drawn.rules() + (drawn.abandoned() ? ", abandoned" : "")
                + (drawn.phones().many() > 1 ? ", " + drawn.phones() : "")
                + ", not before " + shown(drawn.notBefore()) + "\n");
        int others = 0;
        for (Step step : steps) {
            if (step.known().others().size() > others) {
                others = step.known().others().size();
                words.append("  rang for others: ");
                step.known()
                        .others()
                        .forEach(one -> words.append(shown(one.start()))
                                .append(" until ")
                                .append(shown(one.end()))
                                .append(' ')
                                .append(one.happened())
                                .append(at(one.number()))
                                .append("; "));
                words.append(step.known()
                                .spokenTo()
                                .map(at -> "spoken to " + shown(at))
                                .orElse(""))
                        .append('\n');
            }
            if (!step.tried().isEmpty()) {
                var last = step.tried().getLast();
                words.append("  tried ").append(shown(last.start())).append(" until ");
                words.append(shown(last.end()))
                        .append(": ")
                        .append(last.happened())
                        .append(at(last.number()))
                        .append('\n');
            }
            words.append("  at ").append(shown(step.now())).append(": ");
            switch (step.said()) {
                case Said.DialAt dial ->
                    words.append("dial ")
                            .append(shown(dial.at()))
                            .append(at(dial.number()))
                            .append(dial.problem().map(" (%s)"::formatted).orElse(""));
                case Said.Closed closed -> words.append("closed, ").append(closed.ending());
            }
            words.append(", because: ").append(step.said().why()).append('\n');
            step.broken()
                    .forEach(rule -> words.append("    BROKEN: ").append(rule).append('\n'));
        }
        return words.toString();
    }

    private String at(int number) {
        return drawn.phones().many() > 1 ? " at number " + number : "";
    }

    private String shown(long at) {
        Instant instant = Planner.instant(at);
        return instant.atZone(ZoneId.of(drawn.rules().zone()))
                .toOffsetDateTime()
                .toString();
    }

    private static int most(RandomCase drawn) {
        return MOST_ATTEMPTS + 6 * (drawn.phones().many() - 1);
    }

    /// Mostly the one that was planned; now and then somebody dials another by hand.
    private static int number(RandomGenerator chance, Phones phones, int planned) {
        return phones.many() > 1 && chance.nextInt(40) == 0 ? chance.nextInt(phones.many()) : planned;
    }

    /// Mostly when it was planned, sometimes late, but in allowed hours, as the dispatcher does it, and sometimes
    /// at the very end of the window; now and then somebody rings by hand, too soon or in quiet hours, and more
    /// often than not when our clock was set back.
    private static long start(
            RandomGenerator chance, PlanJudge.Rules rules, WallClock clock, List<Tried> tried, long now, long planned) {
        boolean setBack = !tried.isEmpty() && now < tried.getLast().end();
        int turn = chance.nextInt(100);
        if (turn < (setBack ? 60 : 8)) {
            return now + chance.nextLong(Math.max(planned - now, 0) / (setBack ? 10 : 1) + HOUR);
        }
        if (turn >= 97) {
            long windowEnd = Looked.opener(tried)
                    .map(one -> one.start() + rules.window())
                    .orElse(planned);
            return clock.firstAllowed(Math.max(planned, windowEnd));
        }
        return clock.firstAllowed(planned + late(chance));
    }

    private static long late(RandomGenerator chance) {
        int turn = chance.nextInt(100);
        if (turn < 75) {
            return 0;
        }
        return chance.nextLong(turn < 90 ? 10 * MINUTE : turn < 97 ? 6 * HOUR : 3 * DAY);
    }

    private static Happened happened(RandomGenerator chance, RandomCase.Mood mood) {
        int turn = chance.nextInt(100);
        return switch (mood) {
            case CUSTOMER_AWAY ->
                turn < 88
                        ? RandomCase.oneOf(chance, CUSTOMER_AWAY)
                        : turn < 97 ? RandomCase.oneOf(chance, OURS) : Happened.REACHED;
            case TRUNK_IN_TROUBLE ->
                turn < 40
                        ? RandomCase.oneOf(chance, CUSTOMER_AWAY)
                        : turn < 98 ? RandomCase.oneOf(chance, OURS) : Happened.REACHED;
            case DEAD_NUMBER ->
                turn < 70
                        ? (turn % 7 == 0 ? Happened.EMPTY_NUMBER_ANNOUNCED : Happened.NUMBER_UNKNOWN)
                        : turn < 90
                                ? RandomCase.oneOf(chance, OURS)
                                : turn < 97 ? RandomCase.oneOf(chance, CUSTOMER_AWAY) : Happened.NUMBER_CHANGED;
            case ANYTHING -> RandomCase.oneOf(chance, List.of(Happened.values()));
        };
    }

    private static long length(RandomGenerator chance, long ringTime) {
        return switch (chance.nextInt(10)) {
            case 0 -> 0;
            case 1, 2, 3, 4 -> ringTime;
            case 5, 6, 7 -> SECOND * chance.nextInt(60);
            case 8 -> chance.nextLong(10 * MINUTE);
            default -> SECOND * chance.nextInt(7200);
        };
    }

    /// How long after the end the planner is asked. Now and then our own clock was set back meanwhile.
    private static long settledAfter(RandomGenerator chance) {
        int turn = chance.nextInt(100);
        if (turn < 85) {
            return 0;
        }
        return turn < 95 ? chance.nextLong(MINUTE) : turn < 98 ? chance.nextLong(2 * HOUR) : -chance.nextLong(HOUR);
    }
}
