package hearback.telephony.judge;

import static hearback.telephony.judge.WallClock.DAY;
import static hearback.telephony.judge.WallClock.HOUR;
import static hearback.telephony.judge.WallClock.MINUTE;
import static hearback.telephony.judge.WallClock.SECOND;

import hearback.telephony.judge.WallClock.Quiet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// What is given when a callback begins: the rules, what was asked, and the time. Drawn so that what is rare in life is
/// common here: changes of the clock, 29 February, ends of years, days that a zone left out, hours that leave a minute.
///
/// @param asked what the wish says; counted from there for an abandoned call
/// @param abandonedWait left alone after an abandoned call
/// @param mood what tends to come of attempts here
/// @param phones one number in seven lives of ten
record RandomCase(
        PlanJudge.Rules rules, boolean abandoned, long asked, long abandonedWait, long now, Mood mood, Phones phones) {
    /// Without and with changes of the clock; offsets of half and three quarters of an hour; Lord Howe changes by
    /// half an hour, Troll by two; Dublin's and Casablanca's winters are the exception; Apia and Fakaofo left out
    /// a day in 2011.
    static final List<String> ZONES = List.of(
            "UTC",
            "Asia/Shanghai",
            "Asia/Shanghai",
            "Asia/Tokyo",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "America/Phoenix",
            "Pacific/Marquesas",
            "Pacific/Kiritimati",
            "Europe/Berlin",
            "Europe/Berlin",
            "Europe/London",
            "Europe/Dublin",
            "America/New_York",
            "America/St_Johns",
            "America/Santiago",
            "America/Sao_Paulo",
            "America/Nuuk",
            "Africa/Cairo",
            "Africa/Casablanca",
            "Asia/Beirut",
            "Asia/Tehran",
            "Australia/Adelaide",
            "Australia/Lord_Howe",
            "Australia/Lord_Howe",
            "Antarctica/Troll",
            "Pacific/Chatham",
            "Pacific/Fakaofo",
            "Pacific/Apia",
            "Pacific/Apia");

    private static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z");
    private static final long YEARS = 25 * 365 * DAY;
    private static final int MINUTES_OF_A_DAY = 24 * 60;

    /// What tends to come of attempts.
    enum Mood {
        CUSTOMER_AWAY,
        TRUNK_IN_TROUBLE,
        DEAD_NUMBER,
        ANYTHING
    }

    /// Before this nobody may ring.
    long notBefore() {
        return abandoned ? asked + abandonedWait : asked;
    }

    static RandomCase draw(RandomGenerator chance) {
        var zone = oneOf(chance, ZONES);
        long now = start(chance, zone);
        boolean abandoned = chance.nextInt(4) == 0;
        return new RandomCase(
                rules(chance, zone, now, abandoned),
                abandoned,
                chance.nextInt(3) == 0 ? now + chance.nextLong(2 * DAY) - DAY / 2 : now,
                chance.nextInt(3) * (5 * MINUTE),
                now,
                oneOf(chance, List.of(Mood.values())),
                phones(chance));
    }

    private static Phones phones(RandomGenerator chance) {
        if (chance.nextInt(10) < 7) {
            return Phones.ONE;
        }
        int many = 2 + chance.nextInt(2);
        return new Phones(many, chance.nextInt(5) == 0 ? Set.of(chance.nextInt(many)) : Set.of());
    }

    private static PlanJudge.Rules rules(RandomGenerator chance, String zone, long now, boolean abandoned) {
        var quiet = quiet(chance);
        var daysOff = DaysOffDrawn.draw(chance, now);
        var most = most(chance);
        var wishes = wishes(chance, abandoned);
        if (chance.nextInt(10) < 6) {
            return new PlanJudge.Rules(
                    zone, quiet, daysOff, 3, 48 * HOUR, 3 * HOUR, 35 * SECOND, 10 * MINUTE, most, wishes);
        }
        return new PlanJudge.Rules(
                zone,
                quiet,
                daysOff,
                chance.nextInt(7),
                oneOf(
                        chance,
                        List.of(
                                SECOND,
                                HOUR,
                                6 * HOUR,
                                12 * HOUR,
                                DAY,
                                2 * DAY - SECOND,
                                2 * DAY,
                                3 * DAY,
                                7 * DAY,
                                SECOND * (1 + chance.nextInt(4 * 86_400)))),
                oneOf(
                        chance,
                        List.of(
                                0L,
                                SECOND,
                                10 * MINUTE,
                                HOUR,
                                3 * HOUR,
                                3 * HOUR + SECOND,
                                8 * HOUR,
                                DAY,
                                SECOND * chance.nextInt(86_400))),
                oneOf(chance, List.of(0L, SECOND, 35 * SECOND, MINUTE, 10 * MINUTE)),
                oneOf(chance, List.of(SECOND, MINUTE, 10 * MINUTE, 10 * MINUTE + SECOND, 2 * HOUR)),
                most,
                wishes);
    }

    private static Wishes wishes(RandomGenerator chance, boolean abandoned) {
        var spread = switch (chance.nextInt(20)) {
            case 0, 1, 2, 3 -> Wishes.Spread.OTHER_TIMES;
            case 4, 5 -> Wishes.Spread.ANSWERED;
            default -> Wishes.Spread.EARLIEST;
        };
        var answered = spread == Wishes.Spread.ANSWERED ? answered(chance) : Wishes.Answered.NEVER;
        return chance.nextInt(4) != 0
                ? new Wishes(spread, answered, List.of(), false)
                : new Wishes(spread, answered, best(chance), !abandoned && chance.nextInt(4) == 0);
    }

    /// Of some hours too little is known, of some nothing, and some are alike.
    private static Wishes.Answered answered(RandomGenerator chance) {
        int most = oneOf(chance, List.of(1, 20, 60, 300));
        var triedHere = tried(chance, most);
        var triedElsewhere = tried(chance, most);
        return new Wishes.Answered(some(chance, triedHere), triedHere, some(chance, triedElsewhere), triedElsewhere);
    }

    private static List<Integer> tried(RandomGenerator chance, int most) {
        return IntStream.range(0, 24)
                .mapToObj(_ -> most > 1 && chance.nextInt(4) == 0 ? 30 : chance.nextInt(most))
                .toList();
    }

    private static List<Integer> some(RandomGenerator chance, List<Integer> of) {
        return of.stream()
                .map(all -> chance.nextInt(4) == 0 ? all / 3 : chance.nextInt(all + 1))
                .toList();
    }

    private static List<Quiet> best(RandomGenerator chance) {
        return chance.nextInt(3) == 0 ? List.of(window(18 * 60, 20 * 60)) : apart(chance, 1 + chance.nextInt(3), false);
    }

    private static PlanJudge.Most most(RandomGenerator chance) {
        return switch (chance.nextInt(8)) {
            case 0 -> new PlanJudge.Most(3, 10);
            case 1 -> new PlanJudge.Most(1 + chance.nextInt(5), 0);
            case 2 -> new PlanJudge.Most(chance.nextInt(6), 1 + chance.nextInt(12));
            case 3 ->
                new PlanJudge.Most(
                        chance.nextBoolean() ? 0 : 3, chance.nextInt(4) == 0 ? 10 : 0, 1 + chance.nextInt(5));
            default -> PlanJudge.Most.NO_MATTER;
        };
    }

    private static List<Quiet> quiet(RandomGenerator chance) {
        return switch (chance.nextInt(10)) {
            case 0 -> List.of();
            case 1, 2, 3 -> List.of(window(20 * 60, 8 * 60), window(12 * 60, 14 * 60 + 30));
            case 4 -> oneMinuteEach(edges(chance, 1 + chance.nextInt(3)));
            case 5 -> {
                int opens = edge(chance);
                yield List.of(window(opens + 1 + chance.nextInt(60), opens));
            }
            case 6 -> touching(edges(chance, 3));
            default -> apart(chance);
        };
    }

    /// One to four windows that do not touch; every other time the last runs over midnight. Few begin and end at
    /// odd seconds: the judge has to walk sixty times as far for these.
    private static List<Quiet> apart(RandomGenerator chance) {
        return apart(chance, 1 + chance.nextInt(4), chance.nextInt(200) == 0);
    }

    private static List<Quiet> apart(RandomGenerator chance, int windows, boolean oddSeconds) {
        var edges = edges(chance, 2 * windows).stream()
                .map(minute -> LocalTime.MIDNIGHT.plusMinutes(minute))
                .map(time -> oddSeconds ? time.plusSeconds(chance.nextInt(60)) : time)
                .toList();
        int turn = chance.nextInt(2);
        return IntStream.range(0, windows)
                .mapToObj(one -> new Quiet(edges.get(2 * one + turn), edges.get((2 * one + turn + 1) % edges.size())))
                .toList();
    }

    private static List<Quiet> oneMinuteEach(List<Integer> starts) {
        return starts.stream().map(start -> window(start, start + 1)).toList();
    }

    private static List<Quiet> touching(List<Integer> edges) {
        return List.of(window(edges.get(1), edges.get(2)), window(edges.get(0), edges.get(1)));
    }

    private static Quiet window(int fromMinute, int toMinute) {
        return new Quiet(LocalTime.MIDNIGHT.plusMinutes(fromMinute), LocalTime.MIDNIGHT.plusMinutes(toMinute));
    }

    private static List<Integer> edges(RandomGenerator chance, int howMany) {
        return IntStream.generate(() -> edge(chance))
                .distinct()
                .limit(howMany)
                .sorted()
                .boxed()
                .toList();
    }

    /// A minute of the day, often one near those at which clocks are changed.
    private static int edge(RandomGenerator chance) {
        return chance.nextInt(3) == 0
                ? Math.floorMod(30 * chance.nextInt(-3, 9) + chance.nextInt(-1, 2), MINUTES_OF_A_DAY)
                : chance.nextInt(MINUTES_OF_A_DAY);
    }

    private static long start(RandomGenerator chance, String zone) {
        long around = switch (chance.nextInt(10)) {
            case 0, 1, 2, 3, 4 -> changeOfTheClock(chance, zone) - 2 * DAY;
            case 5 -> day(LocalDate.of(2012 + 4 * chance.nextInt(6), 2, 29));
            case 6 -> day(LocalDate.of(2010 + chance.nextInt(25), 12, 31));
            case 7 -> day(LocalDate.of(2011, 12, 29));
            default -> anywhere(chance);
        };
        long exact = around + chance.nextLong(4 * DAY) - 2 * DAY;
        long grain = oneOf(chance, List.of(1L, SECOND, SECOND, MINUTE, HOUR / 4));
        return exact - exact % grain;
    }

    private static long changeOfTheClock(RandomGenerator chance, String zone) {
        long from = anywhere(chance);
        var change = ZoneId.of(zone).getRules().nextTransition(Instant.ofEpochSecond(from / SECOND));
        return change == null ? from : change.toEpochSecond() * SECOND;
    }

    private static long anywhere(RandomGenerator chance) {
        return EARLIEST.getEpochSecond() * SECOND + chance.nextLong(YEARS);
    }

    private static long day(LocalDate day) {
        return day.toEpochSecond(LocalTime.NOON, ZoneOffset.UTC) * SECOND;
    }

    static <T> T oneOf(RandomGenerator chance, List<T> some) {
        return some.get(chance.nextInt(some.size()));
    }
}
