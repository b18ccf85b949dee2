package hearback.agent.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.testing.TicketsAndAttempts;
import hearback.telephony.testing.Disorder;
import hearback.telephony.testing.Listening;
import hearback.telephony.testing.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A recorded call comes to the tickets, callbacks and attempts that are written down beside it, and to the same ones
/// whatever is doubled, cut off, or late. 1,000 seeds for each story and each way of disorder; a failing seed is in the
/// message.
final class StoriesComeToTicketsTest {
    private static final int SEEDS = 1_000;
    private static final Path WRITTEN_DOWN = Path.of("src/test/resources/stories");

    private static final List<Story> STORIES = Story.all(Path.of("../telephony/src/test/resources/calls"));

    static List<Story> stories() {
        return STORIES;
    }

    static Stream<Arguments> disorderedStories() {
        return STORIES.stream().flatMap(story -> Stream.of(Disorder.values()).map(how -> Arguments.of(story, how)));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void as_it_happened(Story story) throws IOException {
        Path file = WRITTEN_DOWN.resolve(story.name() + ".txt");
        String expected = Files.exists(file) ? Files.readString(file) : "nothing is written down in " + file;
        assertThat(outcome(story, new Random(0), listening -> listening.hear(story.said())))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("disorderedStories")
    void told_in_disorder(Story story, Disorder disorder) {
        String expected = outcome(story, new Random(0), listening -> listening.hear(story.said()));
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            assertThat(outcome(story, random, listening -> disorder.tell(story, random, listening)))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    private interface Telling {
        void to(Listening listening);
    }

    private static String outcome(Story story, Random random, Telling telling) {
        TicketsAndAttempts came = new TicketsAndAttempts(story, Story.told(story.said()), random);
        telling.to(new Listening(came::onStored));
        return came.outcome();
    }
}
