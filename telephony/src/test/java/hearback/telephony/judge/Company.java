package hearback.telephony.judge;

import static hearback.telephony.judge.WallClock.DAY;
import static hearback.telephony.judge.WallClock.HOUR;
import static hearback.telephony.judge.WallClock.MINUTE;
import static hearback.telephony.judge.WallClock.SECOND;

import hearback.telephony.judge.PlanJudge.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Other callbacks of the same numbers, or of other numbers of its household, which ring it before this one is planned
/// and meanwhile, by whatever rule; and
/// now and then the customer is spoken to.
final class Company {
    private static final int MOST = 8;
    private static final List<Happened> MOSTLY = List.of(
            Happened.NO_ANSWER,
            Happened.SWITCHED_OFF,
            Happened.BUSY,
            Happened.NUMBER_UNKNOWN,
            Happened.EMPTY_NUMBER_ANNOUNCED,
            Happened.NO_AGENT,
            Happened.TRUNK_CONGESTED,
            Happened.NEVER_KNOWN);

    private final RandomGenerator chance;
    private final int many;
    private final boolean hasAny;
    private final List<Tried> rang = new ArrayList<>();
    private final List<Tried> ofHousehold = new ArrayList<>();
    private final boolean hasKin;
    private Optional<Long> spokenTo = Optional.empty();

    Company(RandomGenerator chance, RandomCase drawn) {
        this.chance = chance;
        this.many = drawn.phones().many();
        this.hasAny = chance.nextInt(10) < 4;
        for (int before = hasAny ? chance.nextInt(4) : 0; before > 0; before--) {
            long ago = chance.nextBoolean() ? chance.nextLong(4 * HOUR) : chance.nextLong(31 * DAY);
            add(drawn.now() - ago, drawn.now());
        }
        hasKin = drawn.rules().most().ofHouseholdIn24Hours() > 0 && chance.nextInt(4) != 0;
        for (int before = hasKin ? chance.nextInt(4) : 0; before > 0; before--) {
            ofHousehold.add(draw(drawn.now() - chance.nextLong(26 * HOUR), drawn.now()));
        }
        if (hasAny && chance.nextInt(4) == 0) {
            spokenTo = Optional.of(drawn.now() - chance.nextLong(5 * HOUR));
        }
    }

    /// At other numbers.
    List<Tried> ofHousehold() {
        return List.copyOf(ofHousehold);
    }

    List<Tried> rang() {
        return List.copyOf(rang);
    }

    Optional<Long> spokenTo() {
        return spokenTo;
    }

    /// Rings the number between now and when it was planned for, at times.
    ///
    /// @return when that was over
    Optional<Long> meanwhile(long now, long planned) {
        if (hasKin && ofHousehold.size() < MOST && chance.nextInt(4) == 0) {
            var one = draw(now + chance.nextLong(Math.max(planned - now, 0) + MINUTE), Long.MAX_VALUE);
            ofHousehold.add(one);
            return Optional.of(one.end());
        }
        if (!hasAny || rang.size() >= MOST || chance.nextInt(3) != 0) {
            return Optional.empty();
        }
        var one = add(now + chance.nextLong(Math.max(planned - now, 0) + MINUTE), Long.MAX_VALUE);
        if (chance.nextInt(12) == 0) {
            spokenTo = Optional.of(one.end());
        }
        return Optional.of(one.end() + (chance.nextInt(3) == 0 ? chance.nextLong(HOUR) : 0));
    }

    private Tried add(long start, long latestEnd) {
        var one = draw(start, latestEnd);
        rang.add(one);
        return one;
    }

    private Tried draw(long start, long latestEnd) {
        long end = Math.min(start + SECOND * chance.nextInt(chance.nextInt(5) == 0 ? 3600 : 60), latestEnd);
        var happened = chance.nextInt(4) == 0
                ? RandomCase.oneOf(chance, List.of(Happened.values()))
                : RandomCase.oneOf(chance, MOSTLY);
        return new Tried(start, end, happened, chance.nextInt(many));
    }
}
