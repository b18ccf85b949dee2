package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.testing.Disorder;
import hearback.telephony.testing.Listening;
import hearback.telephony.testing.Story;
import hearback.telephony.testing.Story.Said;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is doubled, cut off, or late, a recorded call ends in one record (decision 0002). 1,000 seeds for each
/// story and each way of disorder; a failing seed is in the message.
class CallShuffleTest {
    private static final int SEEDS = 1_000;

    private static final List<Story> STORIES = Story.all(Path.of("src/test/resources/calls"));

    static List<Story> stories() {
        return STORIES;
    }

    static Stream<Arguments> disorderedStories() {
        return STORIES.stream().flatMap(story -> Stream.of(Disorder.values()).map(how -> Arguments.of(story, how)));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void told_twice_from_the_beginning(Story story) {
        List<Said> twice = new ArrayList<>(story.said());
        twice.addAll(story.said());
        Listening listening = new Listening();
        listening.hear(twice);
        assertThat(records(listening)).isEqualTo(asItHappened(story));
    }

    @ParameterizedTest
    @MethodSource("disorderedStories")
    void told_in_disorder(Story story, Disorder disorder) {
        Map<CallId, CallRecord> expected = asItHappened(story);
        for (int seed = 0; seed < SEEDS; seed++) {
            Listening listening = new Listening();
            disorder.tell(story, new Random(seed), listening);
            assertThat(records(listening)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static Map<CallId, CallRecord> asItHappened(Story story) {
        Listening listening = new Listening();
        listening.hear(story.said());
        return records(listening);
    }

    private static Map<CallId, CallRecord> records(Listening listening) {
        Map<CallId, CallRecord> records = new LinkedHashMap<>();
        listening.calls().forEach((id, call) -> records.put(id, call.record(Story.LINES)));
        return records;
    }
}
