package hearback.agent.identity;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.Post;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PostTest {
    @Test
    void every_post_that_a_profile_may_name_is_a_role_that_an_account_can_have() {
        assertThat(Arrays.stream(Post.values()).map(Enum::name))
                .containsExactlyElementsOf(
                        Arrays.stream(Role.values()).map(Enum::name).toList());
    }
}
