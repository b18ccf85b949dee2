package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.LineLease;
import hearback.telephony.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlLineLeaseTest {
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final ServerName MAIN = new ServerName("main");
    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void nobody_has_it() {
        var _ = database.ask("delete from telephony.line_lease");
    }

    @Test
    void one_node_gets_the_lease_and_another_does_not() {
        assertThat(node("one").hold(MAIN)).contains(new LineLease.Held(MAIN, 1, NOW.plus(LENGTH)));
        assertThat(node("two").hold(MAIN)).isEmpty();
    }

    @Test
    void renewing_keeps_the_fence() {
        var _ = node("one").hold(MAIN);

        assertThat(node("one").hold(MAIN).map(LineLease.Held::fence)).contains(1L);
    }

    @Test
    void another_node_takes_over_when_the_lease_ran_out_and_the_fence_grows() {
        var _ = node("one").hold(MAIN);
        runOut();

        assertThat(node("two").hold(MAIN).map(LineLease.Held::fence)).contains(2L);
        assertThat(node("one").hold(MAIN)).isEmpty();
    }

    /// A process started again under the same name: it is a new tenure.
    @Test
    void an_owner_who_comes_back_after_his_lease_ran_out_and_knows_no_fence_gets_a_new_one() {
        var _ = node("one").hold(MAIN);
        runOut();

        assertThat(node("one").hold(MAIN).map(LineLease.Held::fence)).contains(2L);
    }

    @Test
    void an_owner_whose_lease_ran_out_while_nobody_took_it_goes_on_under_his_fence() {
        Optional<LineLease.Held> mine = node("one").hold(MAIN);
        runOut();

        assertThat(node("one").hold(MAIN, mine).map(LineLease.Held::fence)).contains(1L);
    }

    @Test
    void an_owner_whose_lease_another_had_in_between_gets_a_new_fence_although_he_names_his_old_one() {
        Optional<LineLease.Held> mine = node("one").hold(MAIN);
        runOut();
        var _ = node("two").hold(MAIN, mine);
        runOut();

        assertThat(node("one").hold(MAIN, mine).map(LineLease.Held::fence)).contains(3L);
    }

    @Test
    void a_lease_given_back_is_free_at_once() {
        Optional<LineLease.Held> held = node("one").hold(MAIN);
        node("one").release(held.orElseThrow());

        assertThat(node("two").hold(MAIN).map(LineLease.Held::fence)).contains(2L);
    }

    @Test
    void an_elder_cannot_give_back_what_is_no_longer_his() {
        Optional<LineLease.Held> elder = node("one").hold(MAIN);
        runOut();
        var _ = node("two").hold(MAIN);
        node("one").release(elder.orElseThrow());

        assertThat(node("one").hold(MAIN)).isEmpty();
    }

    @Test
    void each_server_has_a_lease_of_its_own() {
        var _ = node("one").hold(MAIN);

        assertThat(node("two").hold(new ServerName("other"))).isPresent();
    }

    private static void runOut() {
        var _ = database.ask("update telephony.line_lease set until = clock_timestamp() - interval '1 ms'");
    }

    private static LineLease node(String name) {
        return new SqlLineLease(database.pool(), name, LENGTH, InstantSource.fixed(NOW));
    }
}
