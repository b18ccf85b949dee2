package hearback.agent.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.flow.StartProfiles.Chosen;
import hearback.agent.flow.StartProfiles.Named;
import hearback.agent.flow.StartProfiles.Own;
import hearback.agent.flow.StartProfiles.Trouble;
import hearback.agent.profile.ProfileText;
import hearback.agent.profile.Switch;
import hearback.agent.testing.Documents;
import hearback.agent.testing.InMemoryProfileStore;
import hearback.agent.testing.Sample;
import hearback.config.ProfileDocument;
import hearback.config.profile.ProfileVersion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StartProfilesTest {
    private static final ProfileText TELECOM = Documents.text(Documents.telecom(1, 4));
    private static final ProfileVersion ONE = TELECOM.version();
    private static final Chosen DEFAULT = new Chosen("telecom", Map.of());

    private final InMemoryProfileStore store = new InMemoryProfileStore();
    private Profiles profiles = new Profiles(store, ProfileDocument::read);

    private List<Trouble> start(List<ProfileText> shipped, List<Own> own, Chosen chosen) {
        profiles = new Profiles(store, ProfileDocument::read);
        return new StartProfiles(store, profiles, InstantSource.fixed(Sample.NOON)).run(shipped, own, chosen);
    }

    private static Own own(String file, String yaml) {
        return new Own("hearback.profile.directory", file, Documents.text(yaml));
    }

    private static Chosen naming(String hotline, String profile) {
        return new Chosen("telecom", Map.of(hotline, new Named("hearback.hotlines[0].profile", profile)));
    }

    @Test
    void at_the_first_start_every_hotline_goes_by_the_default_from_the_beginning_of_time() {
        assertThat(start(List.of(TELECOM), List.of(), DEFAULT)).isEmpty();
        assertThat(profiles.forHotline("4001", Instant.EPOCH).version()).isEqualTo(ONE);
        assertThat(profiles.switches().all())
                .containsExactly(new Switch(
                        1,
                        Switch.EVERY,
                        ONE,
                        Switch.BEGINNING,
                        Sample.NOON,
                        Switch.AT_START,
                        "the setting hearback.profile.default"));
    }

    @Test
    void what_was_switched_stands_whatever_the_settings_say_later() {
        var water = own("water.yaml", Documents.named("water", 1));
        start(List.of(TELECOM), List.of(water), naming("4001", "water"));
        assertThat(profiles.forHotline("4001", Sample.NOON).version()).hasToString("water/1");
        store.change(new Switch.Wish("4001", ONE, Sample.NOON, Sample.NOON, "li", "back"));

        assertThat(start(
                        List.of(TELECOM),
                        List.of(water),
                        new Chosen("water", naming("4001", "water").ofHotline())))
                .isEmpty();
        assertThat(profiles.forHotline("4001", Sample.NOON).version()).isEqualTo(ONE);
        assertThat(profiles.forHotline("4002", Sample.NOON).version()).isEqualTo(ONE);
        assertThat(profiles.switches().all()).hasSize(3);
    }

    @Test
    void a_hotline_that_is_added_later_begins_when_it_is_first_seen() {
        start(List.of(TELECOM), List.of(own("water.yaml", Documents.named("water", 1))), DEFAULT);
        assertThat(start(List.of(TELECOM), List.of(), naming("4003", "water"))).isEmpty();
        assertThat(profiles.forHotline("4003", Sample.NOON).version()).hasToString("water/1");
        assertThat(profiles.forHotline("4003", Sample.NOON.minusSeconds(1)).version())
                .isEqualTo(ONE);
    }

    @Test
    void a_shipped_document_that_changed_without_a_version_leaves_what_is_there_and_the_program_starts() {
        start(List.of(TELECOM), List.of(), DEFAULT);
        var changed = Documents.text(Documents.telecom(1, 6));
        assertThat(start(List.of(changed), List.of(), DEFAULT)).isEmpty();
        assertThat(profiles.version(ONE).numbering().digits()).isEqualTo(4);
    }

    @Test
    void a_new_version_that_is_shipped_is_put_in_and_waits_to_be_switched_to() {
        start(List.of(TELECOM), List.of(), DEFAULT);
        assertThat(start(List.of(Documents.text(Documents.telecom(2, 6))), List.of(), DEFAULT))
                .isEmpty();
        assertThat(profiles.version(new ProfileVersion("telecom", 2))
                        .numbering()
                        .digits())
                .isEqualTo(6);
        assertThat(profiles.forHotline("4001", Sample.NOON).version()).isEqualTo(ONE);
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_and_nothing_is_written() {
        start(List.of(TELECOM), List.of(own("w3.yaml", Documents.named("water", 3))), DEFAULT);
        int before = profiles.kept().size();
        var troubles = start(
                List.of(TELECOM),
                List.of(
                        own("new.yaml", Documents.named("heat", 1)),
                        own("w3.yaml", Documents.named("water", 3).replace("digits: 4", "digits: 5")),
                        own("w2.yaml", Documents.named("water", 2))),
                new Chosen("nobody", naming("4001", "nowhere").ofHotline()));
        assertThat(troubles)
                .containsExactlyInAnyOrder(
                        new Trouble(
                                "hearback.profile.directory",
                                "w3.yaml: water/3 is there with another text, which stays: give the changed one a new"
                                        + " version"),
                        new Trouble(
                                "hearback.profile.directory",
                                "w2.yaml: water/3 is there already: give this one a version after it"),
                        new Trouble(
                                "hearback.profile.default",
                                "there is no profile nobody; there are heat, telecom, water"),
                        new Trouble(
                                "hearback.hotlines[0].profile",
                                "there is no profile nowhere; there are heat, telecom, water"));
        profiles.runOnce();
        assertThat(profiles.kept()).hasSize(before);
    }

    @Test
    void a_profile_that_says_for_which_hotlines_it_is_serves_no_other() {
        var only = own("water.yaml", Documents.named("water", 1).replace("hotlines: []", "hotlines: [\"4001\"]"));
        assertThat(start(List.of(TELECOM), List.of(only), naming("4002", "water")))
                .containsExactly(
                        new Trouble("hearback.hotlines[0].profile", "profile water says that it is only for 4001"));
        assertThat(start(List.of(TELECOM), List.of(only), naming("4001", "water")))
                .isEmpty();
    }

    @Test
    void a_start_is_refused_when_a_hotline_goes_by_what_only_a_newer_program_can_read() {
        start(List.of(TELECOM), List.of(), DEFAULT);
        var later = new ProfileVersion("telecom", 2);
        store.put(new ProfileText(later, "profile: telecom\nversion: 2\n", "a".repeat(64)), Sample.NOON, "li");
        assertThat(start(List.of(TELECOM), List.of(), DEFAULT)).isEmpty();
        store.change(new Switch.Wish(Switch.EVERY, later, Sample.NOON, Sample.NOON, "li", "new rules"));
        assertThat(start(List.of(TELECOM), List.of(), DEFAULT)).singleElement().satisfies(trouble -> {
            assertThat(trouble.key()).isEqualTo("profile telecom/2");
            assertThat(trouble.reason()).startsWith("cannot be used by this program: ");
        });
    }
}
