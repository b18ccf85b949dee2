package hearback.agent.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.profile.ProfileText;
import hearback.agent.profile.Switch;
import hearback.agent.testing.Documents;
import hearback.agent.testing.InMemoryProfileStore;
import hearback.agent.testing.Sample;
import hearback.config.ProfileDocument;
import hearback.config.profile.ProfileVersion;
import hearback.telephony.flow.StoreUnavailable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ProfilesTest {
    private static final ProfileVersion ONE = new ProfileVersion("telecom", 1);
    private static final ProfileVersion TWO = new ProfileVersion("telecom", 2);

    private final InMemoryProfileStore store = new InMemoryProfileStore();
    private final AtomicInteger readings = new AtomicInteger();
    private final Profiles profiles = new Profiles(store, yaml -> {
        readings.incrementAndGet();
        return ProfileDocument.read(yaml);
    });

    private void put(int version) {
        store.put(Documents.text(Documents.telecom(version, 3 + version)), Sample.NOON, "li");
    }

    private void change(String hotline, ProfileVersion version) {
        store.change(new Switch.Wish(hotline, version, Sample.NOON, Sample.NOON, "li", "a test"));
    }

    @Test
    void what_another_node_switched_is_known_after_the_next_look() {
        put(1);
        change(Switch.EVERY, ONE);
        assertThat(profiles.runOnce()).isEqualTo(2);
        put(2);
        change("4001", TWO);
        assertThat(profiles.forHotline("4001", Sample.NOON).version()).isEqualTo(ONE);
        assertThat(profiles.runOnce()).isEqualTo(2);
        assertThat(profiles.forHotline("4001", Sample.NOON).version()).isEqualTo(TWO);
        assertThat(profiles.forHotline("4002", Sample.NOON).version()).isEqualTo(ONE);
        assertThat(profiles.runOnce()).isZero();
    }

    /// On the context of a server one waits for the database while another begins: neither may wait for the other.
    @Test
    void who_looks_while_another_looks_waits_for_nobody_and_takes_nothing_back() throws Exception {
        put(1);
        change(Switch.EVERY, ONE);
        profiles.runOnce();
        put(2);
        try (var others = Executors.newSingleThreadExecutor()) {
            store.inside = () -> {
                change("4001", TWO);
                try {
                    assertThat(others.submit(profiles::runOnce).get(10, TimeUnit.SECONDS))
                            .isEqualTo(2);
                } catch (InterruptedException | ExecutionException | TimeoutException e) {
                    throw new IllegalStateException(e);
                }
            };
            profiles.runOnce();
        }
        assertThat(profiles.forHotline("4001", Sample.NOON).version()).isEqualTo(TWO);
        assertThat(profiles.kept()).hasSize(2);
    }

    @Test
    void while_the_database_is_away_the_last_known_list_serves() {
        put(1);
        change(Switch.EVERY, ONE);
        profiles.runOnce();
        store.isAway = true;
        assertThatThrownBy(profiles::runOnce).isInstanceOf(StoreUnavailable.class);
        assertThat(profiles.forHotline("4001", Sample.NOON).version()).isEqualTo(ONE);
        assertThat(profiles.version(ONE).numbering().digits()).isEqualTo(4);
    }

    @Test
    void a_document_is_read_once_for_ever() {
        put(1);
        change(Switch.EVERY, ONE);
        profiles.runOnce();
        for (int n = 0; n < 100; n++) {
            profiles.forHotline("4001", Sample.NOON);
            profiles.runOnce();
        }
        assertThat(readings).hasValue(1);
    }

    @Test
    void a_version_that_another_node_put_in_a_moment_ago_is_found() {
        put(1);
        assertThat(profiles.version(ONE).version()).isEqualTo(ONE);
        assertThatThrownBy(() -> profiles.version(TWO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is no profile telecom/2");
    }

    @Test
    void one_that_only_a_newer_program_can_read_is_named() {
        store.put(new ProfileText(TWO, "profile: telecom\nversion: 2\n", "a".repeat(64)), Sample.NOON, "li");
        profiles.runOnce();
        assertThatThrownBy(() -> profiles.version(TWO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("profile telecom/2 cannot be used by this program: ");
    }
}
