package hearback.agent.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.flow.HasherBusy;
import hearback.agent.flow.Password;
import hearback.config.PasswordSettings;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class Argon2HasherTest {
    private static final Password PASSWORD = new Password("coal bin ladder");
    private static final PasswordSettings LEAST = new PasswordSettings(19_456, 2, 1, 2);

    private final Argon2Hasher hasher = new Argon2Hasher(LEAST, new SecureRandom());

    @AfterEach
    void stop() {
        hasher.close();
    }

    @Test
    void a_hash_says_with_what_it_was_made_and_no_two_are_the_same() {
        String hash = hasher.hash(PASSWORD);
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(hasher.hash(PASSWORD));
        assertThat(hasher.matches(PASSWORD, hash)).isTrue();
        assertThat(hasher.matches(new Password("coal bin ladden"), hash)).isFalse();
        assertThat(hasher.isOutdated(hash)).isFalse();
    }

    @Test
    void a_hash_of_other_settings_still_matches_and_is_outdated() {
        try (var dearer = new Argon2Hasher(new PasswordSettings(20_480, 3, 1, 1), new SecureRandom())) {
            String hash = dearer.hash(PASSWORD);
            assertThat(hasher.matches(PASSWORD, hash)).isTrue();
            assertThat(hasher.isOutdated(hash)).isTrue();
            assertThat(dearer.isOutdated(hasher.hash(PASSWORD))).isTrue();
        }
    }

    @Test
    void the_same_characters_typed_otherwise_are_the_same_and_chinese_ones_count() {
        String hash = hasher.hash(new Password("白日依山尽黄河入海流欲穷"));
        assertThat(hasher.matches(new Password("白日依山尽黄河入海流欲穷"), hash)).isTrue();
        assertThat(hasher.matches(new Password("????????????"), hash)).isFalse();
        assertThat(hasher.matches(new Password("ｃｏａｌ ｂｉｎ ｌａｄｄｅｒ"), hasher.hash(PASSWORD)))
                .isTrue();
    }

    @Test
    void too_many_at_once_are_turned_away_and_the_others_are_served() throws Exception {
        List<Future<String>> asked = new ArrayList<>();
        try (var callers = Executors.newFixedThreadPool(100)) {
            asked.addAll(callers.invokeAll(Collections.nCopies(100, () -> hasher.hash(PASSWORD))));
        }
        int served = 0;
        for (var one : asked) {
            if (one.state() == Future.State.SUCCESS) {
                served++;
            } else {
                assertThatThrownBy(one::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(HasherBusy.class);
            }
        }
        assertThat(served).isBetween(66, 99);
    }
}
