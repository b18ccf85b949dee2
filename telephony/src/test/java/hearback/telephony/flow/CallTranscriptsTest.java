package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.testing.Story;
import hearback.telephony.testing.StoryText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallTranscriptsTest {
    private static final Path CALLS = Path.of("src/test/resources/calls");

    static List<Story> stories() {
        return Story.all(CALLS);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void a_recorded_call_comes_to_the_facts_written_beside_it(Story story) throws IOException {
        String told = StoryText.of(Story.told(story.said()).values(), Story.LINES);
        Path read = Files.createDirectories(Path.of("target/calls")).resolve(story.name() + ".facts");
        Files.writeString(read, told);
        assertThat(told).as("kept in %s", read).isEqualTo(story.expected());
    }

    @Test
    void there_are_stories() {
        assertThat(stories()).hasSizeGreaterThanOrEqualTo(20);
    }
}
