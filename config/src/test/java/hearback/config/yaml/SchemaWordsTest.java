package hearback.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hearback.config.profile.Channel;
import hearback.config.profile.Circumstance;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClassRule;
import hearback.config.profile.ClockRule;
import hearback.config.profile.FollowUp;
import hearback.config.profile.Formulas;
import hearback.config.profile.Handling;
import hearback.config.profile.Intake;
import hearback.config.profile.Moment;
import hearback.config.profile.Post;
import hearback.config.profile.Powers;
import hearback.config.profile.Retry;
import hearback.config.profile.Taxonomy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SchemaWordsTest {
    private static JsonNode schema() throws IOException {
        try (InputStream in = SchemaWordsTest.class.getResourceAsStream("/profiles/profile.schema.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }

    @Test
    void the_schema_knows_the_words_that_the_nouns_know_and_no_others() throws IOException {
        List<Set<String>> inSchema =
                schema().findValues("enum").stream().map(SchemaWordsTest::texts).toList();
        List<Set<String>> inNouns = Stream.<Class<? extends Enum<?>>>of(
                        Channel.class,
                        Circumstance.class,
                        ClassFlag.class,
                        ClassRule.Urgency.class,
                        ClockRule.Again.class,
                        FollowUp.Coverage.class,
                        FollowUp.Scale.class,
                        FollowUp.Question.class,
                        FollowUp.Dissatisfied.class,
                        Formulas.Finished.class,
                        Formulas.Asked.class,
                        Handling.ReplyPart.class,
                        Handling.Ground.class,
                        Handling.Replier.class,
                        Handling.Told.class,
                        Intake.Field.class,
                        Intake.OnRepeat.class,
                        Moment.class,
                        Post.class,
                        Powers.Act.class,
                        Powers.Kind.class,
                        Retry.NotOn.class,
                        Retry.Spread.class,
                        Taxonomy.Asked.class)
                .map(SchemaWordsTest::words)
                .toList();
        assertThat(inSchema).containsExactlyInAnyOrderElementsOf(inNouns);
    }

    @Test
    void every_pattern_is_described_in_words() throws IOException {
        List<String> bare = new ArrayList<>();
        for (JsonNode holder : schema().findParents("pattern")) {
            if (holder.path("description").asText().isEmpty()) {
                bare.add(holder.toString());
            }
        }
        assertThat(bare).isEmpty();
    }

    private static Set<String> texts(JsonNode nodes) {
        return Set.copyOf(StreamSupport.stream(nodes.spliterator(), false)
                .map(JsonNode::asText)
                .toList());
    }

    private static Set<String> words(Class<? extends Enum<?>> type) {
        return Set.copyOf(
                Arrays.stream(type.getEnumConstants()).map(ProfileWords::word).toList());
    }
}
