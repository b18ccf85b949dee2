package hearback.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.ProfileVersion;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SwitchesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final ProfileVersion OLD = new ProfileVersion("telecom", 1);
    private static final ProfileVersion NEW = new ProfileVersion("telecom", 2);
    private static final ProfileVersion GAS = new ProfileVersion("gas", 1);

    private static Switch made(long place, String hotline, ProfileVersion version, Instant since) {
        return new Switch(place, hotline, version, since, since, "li", "a test");
    }

    @Test
    void a_hotline_that_is_not_named_goes_by_what_stands_for_every_one() {
        var switches = new Switches(
                List.of(made(1, Switch.EVERY, OLD, Switch.BEGINNING), made(2, "4002", GAS, Switch.BEGINNING)));
        assertThat(switches.at("4001", NOON)).contains(OLD);
        assertThat(switches.at("", NOON)).contains(OLD);
        assertThat(switches.at("4002", NOON)).contains(GAS);
        assertThat(switches.standing(NOON)).containsOnlyKeys(Switch.EVERY, "4002");
    }

    @Test
    void a_switch_counts_from_its_instant_on_and_not_before() {
        var switches = new Switches(List.of(made(1, Switch.EVERY, OLD, Switch.BEGINNING), made(2, "4001", NEW, NOON)));
        assertThat(switches.at("4001", NOON.minusNanos(1))).contains(OLD);
        assertThat(switches.at("4001", NOON)).contains(NEW);
        assertThat(switches.standing(NOON.minusNanos(1))).containsOnlyKeys(Switch.EVERY);
    }

    @Test
    void of_two_that_have_begun_the_one_committed_last_counts_although_its_node_is_behind() {
        var switches = new Switches(List.of(
                made(1, Switch.EVERY, OLD, Switch.BEGINNING),
                made(2, "4001", GAS, NOON.plusMillis(300)),
                made(3, "4001", NEW, NOON)));
        assertThat(switches.at("4001", NOON.plusSeconds(1))).contains(NEW);
        assertThat(switches.standing(NOON.plusSeconds(1)).get("4001"))
                .isEqualTo(switches.all().getLast());
    }

    @Test
    void nobody_ever_chose() {
        assertThat(Switches.NONE.at("4001", NOON)).isEmpty();
        assertThat(Switches.NONE.place()).isZero();
    }
}
