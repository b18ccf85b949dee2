package hearback.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.ProfileVersion;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PutInTest {
    private static ProfileText text(String name, int version, String digit) {
        return new ProfileText(new ProfileVersion(name, version), "a text", digit.repeat(64));
    }

    private static final List<KeptProfile> KEPT = List.of(
            new KeptProfile(1, text("telecom", 1, "a"), Instant.EPOCH, "hearback"),
            new KeptProfile(2, text("telecom", 3, "b"), Instant.EPOCH, "li"),
            new KeptProfile(3, text("gas", 7, "c"), Instant.EPOCH, "li"));

    @Test
    void the_same_is_the_same_and_another_text_of_a_version_is_refused() {
        assertThat(PutIn.against(KEPT, text("telecom", 1, "a"))).contains(new PutIn.Same(KEPT.getFirst()));
        assertThat(PutIn.against(KEPT, text("telecom", 1, "d"))).contains(new PutIn.OtherText(KEPT.getFirst()));
    }

    @Test
    void a_version_only_grows_within_its_profile() {
        assertThat(PutIn.against(KEPT, text("telecom", 2, "d")))
                .contains(new PutIn.NotNewer(new ProfileVersion("telecom", 3)));
        assertThat(PutIn.against(KEPT, text("telecom", 4, "d"))).isEmpty();
        assertThat(PutIn.against(KEPT, text("water", 1, "d"))).isEmpty();
    }

    @Test
    void a_refusal_says_what_would_be_right() {
        assertThat(new PutIn.OtherText(KEPT.getFirst()).reason())
                .isEqualTo("telecom/1 is there with another text, which stays: give the changed one a new version");
        assertThat(new PutIn.NotNewer(new ProfileVersion("telecom", 3)).reason())
                .isEqualTo("telecom/3 is there already: give this one a version after it");
    }
}
