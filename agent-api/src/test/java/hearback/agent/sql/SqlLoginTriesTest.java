package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.flow.LoginTries;
import hearback.agent.identity.Account;
import hearback.agent.identity.GuessLimit;
import hearback.agent.identity.Role;
import hearback.agent.testing.Sample;
import hearback.agent.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Guesses are counted on a real PostgreSQL, by two nodes together.
final class SqlLoginTriesTest {
    private static final GuessLimit NAME = new GuessLimit(3, Duration.ofSeconds(1), Duration.ofSeconds(60));
    private static final GuessLimit ADDRESS = new GuessLimit(10, Duration.ofSeconds(1), Duration.ofSeconds(60));
    private static final Duration DAY = Duration.ofDays(1);

    private final TestDatabase database = new TestDatabase();
    private final LoginTries one = node();
    private final LoginTries other = node();
    private Instant now = Sample.NOON;

    private LoginTries node() {
        return new SqlLoginTries(database.openPool(), NAME, ADDRESS, DAY);
    }

    @BeforeEach
    void makeAccount() {
        new SqlAccountStore(database.pool())
                .create(new Account("li", "Li", Role.AGENT, Optional.empty(), true), "$argon2id$", now);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void after_the_free_ones_each_wrong_one_doubles_the_wait_on_every_node() {
        for (int i = 0; i < 3; i++) {
            assertThat(one.begin("li", "10.0.0.1", now)).isEmpty();
        }
        assertThat(other.begin("li", "10.0.0.2", now)).as("the fourth is heard").isEmpty();
        assertThat(one.begin("li", "10.0.0.3", now)).contains(Duration.ofSeconds(1));
        assertThat(one.begin("li", "10.0.0.3", now.plusMillis(999))).contains(Duration.ofMillis(1));
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            now = now.plusSeconds(seconds);
            assertThat(other.begin("li", "10.0.0." + seconds, now)).isEmpty();
            assertThat(one.begin("li", "10.0.1.1", now).orElseThrow()).isPositive();
        }
    }

    @Test
    void many_at_once_on_both_nodes_are_all_counted() throws Exception {
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            LoginTries node = i % 2 == 0 ? one : other;
            String address = "10.0.0." + i;
            work.add(() -> node.begin("li", address, now).isEmpty());
        }
        int heard = 0;
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            for (var done : threads.invokeAll(work)) {
                heard += done.get() ? 1 : 0;
            }
        }
        assertThat(heard).as("three free ones and the first that begins a wait").isEqualTo(4);
    }

    @Test
    void an_address_that_tries_many_names_waits_too() {
        for (int i = 0; i < 11; i++) {
            assertThat(one.begin("name" + i, "10.0.0.1", now)).isEmpty();
        }
        assertThat(other.begin("li", "10.0.0.1", now)).contains(Duration.ofSeconds(1));
        assertThat(other.begin("li", "10.0.0.2", now)).isEmpty();
    }

    @Test
    void a_right_one_forgets_what_was_wrong_with_the_name_but_not_with_the_address() {
        for (int i = 0; i < 10; i++) {
            assertThat(one.begin("name" + i, "10.0.0.1", now)).isEmpty();
        }
        assertThat(one.begin("li", "10.0.0.1", now)).isEmpty();
        one.succeeded("li", "10.0.0.1", now);
        assertThat(one.begin("li", "10.0.0.1", now))
                .as("the right one is not counted, so this is the eleventh again")
                .isEmpty();
        assertThat(one.begin("li", "10.0.0.1", now)).isPresent();
    }

    @Test
    void strangers_elsewhere_do_not_keep_out_who_comes_from_where_he_came_before() {
        assertThat(one.begin("li", "10.0.0.1", now)).isEmpty();
        one.succeeded("li", "10.0.0.1", now);
        for (int i = 0; i < 9; i++) {
            var _ = one.begin("li", "192.0.2." + i, now);
        }
        assertThat(one.begin("li", "192.0.2.77", now)).isPresent();
        assertThat(one.begin("li", "10.0.0.1", now)).isEmpty();
    }

    @Test
    void without_a_try_for_a_day_it_begins_anew() {
        for (int i = 0; i < 4; i++) {
            assertThat(one.begin("li", "10.0.0.1", now)).isEmpty();
        }
        now = now.plus(DAY).plusSeconds(1);
        for (int i = 0; i < 4; i++) {
            assertThat(one.begin("li", "10.0.0.1", now)).isEmpty();
        }
        assertThat(one.begin("li", "10.0.0.1", now)).isPresent();
    }

    @Test
    void what_is_long_past_is_forgotten() {
        assertThat(one.begin("li", "10.0.0.1", now)).isEmpty();
        assertThat(one.forget(now)).isZero();
        assertThat(one.forget(now.plusMillis(1))).isEqualTo(2);
        assertThat(database.count("select count(*) from agent.login_try")).isZero();
    }
}
