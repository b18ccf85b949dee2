package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.LegId;
import hearback.telephony.testing.Story;
import hearback.telephony.testing.Story.Said;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is doubled, cut off, or late, a recorded call ends in one record (decision 0002). 1,000 seeds for each
/// story and
/// each way of disorder; a failing seed is in the message.
class CallShuffleTest {
    private static final int SEEDS = 1_000;
    /// Events that belong together arrive within so much of each other.
    private static final Duration LATE = Duration.ofMillis(200);

    private static final List<Story> STORIES = Story.all(Path.of("src/test/resources/calls"));

    static List<Story> stories() {
        return STORIES;
    }

    @ParameterizedTest
    @MethodSource("stories")
    void doubled(Story story) {
        forEachSeed(story, random -> told(doubledAtRandom(story.said(), random)));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void told_twice_from_the_beginning(Story story) {
        List<Said> twice = new ArrayList<>(story.said());
        twice.addAll(story.said());
        assertThat(told(twice)).isEqualTo(told(story.said()));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void channels_interleaved_at_random(Story story) {
        forEachSeed(story, random -> told(interleaved(story.said(), random)));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void neighbours_up_to_200_ms_apart_swapped(Story story) {
        forEachSeed(story, random -> told(swapped(story.said(), random)));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void cut_and_resumed_from_what_was_stored(Story story) {
        forEachSeed(story, random -> cutAndResumed(story.said(), random));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void everything_at_once(Story story) {
        forEachSeed(story, random -> cutAndResumed(doubledAtRandom(swapped(story.said(), random), random), random));
    }

    private interface Disorder {
        Map<CallId, CallRecord> told(Random random);
    }

    private static void forEachSeed(Story story, Disorder disorder) {
        Map<CallId, CallRecord> expected = told(story.said());
        for (int seed = 0; seed < SEEDS; seed++) {
            Map<CallId, CallRecord> told = disorder.told(new Random(seed));
            if (!told.equals(expected)) {
                assertThat(told).as("seed %d", seed).isEqualTo(expected);
            }
        }
    }

    private static Map<CallId, CallRecord> told(List<Said> said) {
        return records(Story.told(said));
    }

    private static Map<CallId, CallRecord> records(Map<CallId, Call> calls) {
        Map<CallId, CallRecord> records = new LinkedHashMap<>();
        calls.forEach((id, call) -> records.put(id, call.record(Story.LINES)));
        return records;
    }

    private static List<Said> doubledAtRandom(List<Said> said, Random random) {
        List<Said> doubled = new ArrayList<>();
        for (int at = 0; at < said.size(); at++) {
            doubled.add(said.get(at));
            if (random.nextInt(3) == 0) {
                doubled.add(said.get(random.nextInt(at + 1)));
            }
        }
        return doubled;
    }

    /// The order within each leg stays; the order between legs is any.
    private static List<Said> interleaved(List<Said> said, Random random) {
        Map<LegId, List<Said>> legs = new LinkedHashMap<>();
        said.forEach(each -> legs.computeIfAbsent(each.signal().leg(), leg -> new ArrayList<>())
                .add(each));
        List<Said> mixed = new ArrayList<>();
        List<List<Said>> left = new ArrayList<>(legs.values());
        while (!left.isEmpty()) {
            List<Said> leg = left.get(random.nextInt(left.size()));
            mixed.add(leg.removeFirst());
            if (leg.isEmpty()) {
                left.remove(leg);
            }
        }
        return mixed;
    }

    private static List<Said> swapped(List<Said> said, Random random) {
        List<Said> swapped = new ArrayList<>(said);
        for (int round = 0; round < 3; round++) {
            for (int at = 0; at + 1 < swapped.size(); at++) {
                Duration apart = Duration.between(
                        swapped.get(at).signal().at(),
                        swapped.get(at + 1).signal().at());
                if (apart.abs().compareTo(LATE) <= 0 && random.nextBoolean()) {
                    Collections.swap(swapped, at, at + 1);
                }
            }
        }
        return swapped;
    }

    /// The process ends at a random place and another one takes up what was stored; it hears again a random stretch
    /// of what
    /// was said before, and at least all that was not stored because it was not known to be ours.
    private static Map<CallId, CallRecord> cutAndResumed(List<Said> said, Random random) {
        int cut = random.nextInt(said.size() + 1);
        Map<CallId, Map<String, CallFact>> stored = new HashMap<>();
        CallDesk before = new CallDesk(Story.LINES, Story.SETTLE);
        Instant last = Instant.EPOCH;
        Map<LegId, Integer> firstHeard = new HashMap<>();
        for (int at = 0; at < cut; at++) {
            Said each = said.get(at);
            firstHeard.putIfAbsent(each.signal().leg(), at);
            Story.store(stored, before.after(each.signal(), each.received()));
        }
        Set<LegId> known = new HashSet<>();
        CallDesk after = new CallDesk(Story.LINES, Story.SETTLE);
        for (Call call : Story.calls(stored).values()) {
            known.addAll(call.legs());
            after.resume(call, Instant.EPOCH);
        }
        int from = Math.max(0, cut - random.nextInt(20));
        for (Map.Entry<LegId, Integer> leg : firstHeard.entrySet()) {
            from = known.contains(leg.getKey()) ? from : Math.min(from, leg.getValue());
        }
        for (Said each : said.subList(from, said.size())) {
            Story.store(stored, after.after(each.signal(), each.received()));
            last = each.received().isAfter(last) ? each.received() : last;
        }
        after.settle(last.plus(Story.SETTLE)).forEach(change -> Story.store(stored, change));
        Map<CallId, CallRecord> records = new HashMap<>(records(Story.calls(stored)));
        return records;
    }
}
