package hearback.telephony.testing;

import hearback.telephony.call.LegId;
import hearback.telephony.testing.Story.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The ways in which a story may reach us other than it happened. The same random source gives the same disorder.
public enum Disorder {
    DOUBLED {
        @Override
        List<Said> of(List<Said> said, Random random) {
            return doubled(said, random);
        }
    },
    /// The order within each leg stays; the order between legs is any. All of it arrives in one instant, because
    /// nobody could hear it so otherwise.
    INTERLEAVED {
        @Override
        List<Said> of(List<Said> said, Random random) {
            return interleaved(said, random);
        }
    },
    /// Neighbours up to 200 ms apart.
    SWAPPED {
        @Override
        List<Said> of(List<Said> said, Random random) {
            return swapped(said, random);
        }
    },
    CUT_AND_RESUMED {
        @Override
        List<Said> of(List<Said> said, Random random) {
            return said;
        }

        @Override
        public void tell(Story story, Random random, Listening listening) {
            listening.hearCut(story.said(), random);
        }
    },
    ALL_AT_ONCE {
        @Override
        List<Said> of(List<Said> said, Random random) {
            return doubled(swapped(said, random), random);
        }

        @Override
        public void tell(Story story, Random random, Listening listening) {
            listening.hearCut(of(story.said(), random), random);
        }
    };

    private static final Duration LATE = Duration.ofMillis(200);

    abstract List<Said> of(List<Said> said, Random random);

    /// Tells the story to its end.
    public void tell(Story story, Random random, Listening listening) {
        listening.hear(of(story.said(), random));
    }

    private static List<Said> doubled(List<Said> said, Random random) {
        List<Said> doubled = new ArrayList<>();
        for (int at = 0; at < said.size(); at++) {
            doubled.add(said.get(at));
            if (random.nextInt(3) == 0) {
                doubled.add(said.get(random.nextInt(at + 1)));
            }
        }
        return doubled;
    }

    private static List<Said> interleaved(List<Said> said, Random random) {
        Map<LegId, List<Said>> legs = new LinkedHashMap<>();
        said.forEach(each -> legs.computeIfAbsent(each.signal().leg(), leg -> new ArrayList<>())
                .add(each));
        Instant atOnce = said.getLast().received();
        List<Said> mixed = new ArrayList<>();
        List<List<Said>> left = new ArrayList<>(legs.values());
        while (!left.isEmpty()) {
            List<Said> leg = left.get(random.nextInt(left.size()));
            mixed.add(new Said(atOnce, leg.removeFirst().signal()));
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
}
