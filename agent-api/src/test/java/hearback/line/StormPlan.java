package hearback.line;

import hearback.app.OwnPostgres.Victim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Who calls, who is to be rung back and when PostgreSQL dies, drawn from one seed. All numbers are invented; the last
/// two digits say how the stand-in network answers for them.
///
/// @param patient callers who wait for an agent
/// @param hasty callers who give up in the queue
/// @param cancelling callers who give up before the hotline answers
/// @param wanted numbers that are to be rung back by the API
record StormPlan(
        List<String> patient, List<String> hasty, List<String> cancelling, List<String> wanted, List<Outage> outages) {
    /// 30 s with five calls a second: see the pauses in [PostgresStormTest].
    private static final int PATIENT = 75;

    private static final int HASTY = 50;
    private static final int CANCELLING = 25;
    private static final int TWICE = 16;
    private static final int WANTED = 24;
    /// Busy, unknown, rejects, switched off: a callback that reached him would leave room for a second one.
    private static final List<Integer> NEVER_ANSWERS = List.of(2, 5, 6, 4);

    private static final List<Integer> EVERY_KIND = List.of(0, 2, 3, 4, 0, 5, 6, 9);

    /// The lease is held for three seconds, and nobody else is there to take it.
    private static final Duration LONGER_THAN_THE_LEASE = Duration.ofMillis(6_500);

    /// @param quiet how long it was left alone before
    /// @param down how long it stays away
    record Outage(Duration quiet, Victim victim, Duration down) {}

    static StormPlan of(Random chance) {
        List<String> all = new ArrayList<>();
        int once = PATIENT + HASTY + CANCELLING - TWICE;
        for (int one = 0; one < once; one++) {
            all.add(number("1381", one, NEVER_ANSWERS));
        }
        List<String> again = List.copyOf(all.subList(0, TWICE));
        // Somewhere in the first half of the storm the first time, somewhere in the second half the second time.
        Collections.shuffle(all, chance);
        all.removeAll(again);
        List<String> early = new ArrayList<>(all.subList(0, once / 2 - TWICE));
        List<String> late = new ArrayList<>(all.subList(once / 2 - TWICE, all.size()));
        early.addAll(again);
        late.addAll(again);
        Collections.shuffle(early, chance);
        Collections.shuffle(late, chance);
        return new StormPlan(
                halves(early, late, 0, PATIENT),
                halves(early, late, PATIENT, PATIENT + HASTY),
                halves(early, late, PATIENT + HASTY, PATIENT + HASTY + CANCELLING),
                toRingBack(),
                outages(chance));
    }

    /// The same share of both halves, those of the first half first.
    private static List<String> halves(List<String> early, List<String> late, int from, int until) {
        int total = PATIENT + HASTY + CANCELLING;
        List<String> some = new ArrayList<>();
        some.addAll(early.subList(from * early.size() / total, until * early.size() / total));
        some.addAll(late.subList(from * late.size() / total, until * late.size() / total));
        return List.copyOf(some);
    }

    private static List<String> toRingBack() {
        List<String> wanted = new ArrayList<>();
        for (int one = 0; one < WANTED; one++) {
            wanted.add(number("1382", one, EVERY_KIND));
        }
        return List.copyOf(wanted);
    }

    /// All short ones but one, which is longer than the lease of the line.
    private static List<Outage> outages(Random chance) {
        List<Outage> outages = new ArrayList<>();
        for (Victim victim :
                List.of(Victim.ALL, Victim.POSTMASTER, Victim.ALL, Victim.POSTMASTER, Victim.ONE_SESSION)) {
            outages.add(new Outage(quiet(chance), victim, Duration.ofMillis(1_000 + chance.nextInt(2_000))));
        }
        outages.add(new Outage(quiet(chance), Victim.ALL, LONGER_THAN_THE_LEASE));
        Collections.shuffle(outages, chance);
        return List.copyOf(outages);
    }

    private static Duration quiet(Random chance) {
        return Duration.ofMillis(800 + chance.nextInt(1_700));
    }

    private static String number(String prefix, int one, List<Integer> kinds) {
        return "%s%05d%02d".formatted(prefix, one, kinds.get(one % kinds.size()));
    }
}
