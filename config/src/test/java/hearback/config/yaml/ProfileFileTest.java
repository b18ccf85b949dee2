package hearback.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.CalendarFiles;
import hearback.config.profile.ProfileProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileFileTest {
    private static final ProfileFile FILE = new ProfileFile(CalendarFiles::shipped);
    private static final String TELECOM = ProfileFile.shipped("telecom");

    private static List<String> problems(String yaml) {
        return switch (FILE.read(yaml)) {
            case ProfileFile.Reading.Usable _ -> List.of();
            case ProfileFile.Reading.Refused refused ->
                refused.problems().stream().map(ProfileProblem::toString).toList();
        };
    }

    private static List<String> changed(String from, String to) {
        assertThat(TELECOM).contains(from);
        return problems(TELECOM.replace(from, to));
    }

    private static String hash(String yaml) {
        return ((ProfileFile.Reading.Usable) FILE.read(yaml)).sha256();
    }

    @Test
    void comments_and_order_are_no_change_and_a_number_is() {
        assertThat(hash(TELECOM + "\n# a remark\n")).isEqualTo(hash(TELECOM));
        assertThat(hash(TELECOM.replace("further-attempts: 3", "further-attempts: 4")))
                .isNotEqualTo(hash(TELECOM));
    }

    @Test
    void everything_that_does_not_fit_the_schema_is_told_at_once() {
        assertThat(problems(
                        TELECOM.replace("length: 24 h\n    met-by: [progress", "length: a day\n    met-by: [progres")
                                .replace("digits: 4", "digits: four")))
                .hasSizeGreaterThanOrEqualTo(3)
                .anyMatch(text -> text.startsWith("clocks[0].length: "))
                .anyMatch(text -> text.startsWith("clocks[0].met-by[0]: "))
                .anyMatch(text -> text.startsWith("numbering.digits: "));
    }

    @Test
    void an_unknown_key_is_refused() {
        assertThat(changed("stoppable: true", "stopable: true"))
                .singleElement()
                .asString()
                .contains("stopable");
    }

    @Test
    void what_is_no_yaml_is_refused_and_never_thrown() {
        for (String text :
                List.of("", "- a\n- b", "{", "a: b\na: c", "a: &x [1]\nb: *x", "\u0000", "!!java.net.URL [x]")) {
            assertThat(problems(text)).as(text).isNotEmpty();
        }
        assertThat(problems("x: ".repeat(1_000_000))).isNotEmpty();
    }

    @Test
    void overlapping_windows_are_refused() {
        assertThat(changed(
                        "excluded: [\"20:00-08:00\", \"12:00-14:30\"]", "excluded: [\"20:00-08:00\", \"07:00-09:00\"]"))
                .containsExactly("calendar.excluded: 20:00-08:00 and 07:00-09:00 overlap: write them as one");
    }

    @Test
    void an_unknown_zone_and_an_unknown_country_are_refused() {
        assertThat(changed("zone: Asia/Shanghai", "zone: Asia/Nowhere"))
                .containsExactly("calendar.zone: Unknown time-zone ID: Asia/Nowhere");
        assertThat(changed("holidays: cn", "holidays: zz"))
                .containsExactly("calendar.holidays: no holidays are known of the country zz");
    }

    @Test
    void a_rule_that_is_in_no_source_is_refused() {
        assertThat(changed("rule: S0-31", "rule: S0-99"))
                .containsExactly("clocks[0].rule: S0-99 is no rule of the sources");
    }

    @Test
    void two_clocks_of_one_name_are_refused() {
        assertThat(changed("id: dispatch-urgent", "id: dispatch"))
                .containsExactly("clocks[3].id: there is another clock of the name dispatch");
    }

    @Test
    void a_clock_that_is_met_by_its_own_start_is_refused() {
        assertThat(changed("met-by: [followed-up]", "met-by: [result-told]"))
                .containsExactly("clocks[6].met-by: result-told starts it, too");
    }

    @Test
    void only_a_promise_needs_no_length() {
        assertThat(changed("    length: 72 h\n", ""))
                .containsExactly("clocks[6].length: is missing: only a promise brings its own time");
    }

    @Test
    void a_clock_of_a_channel_by_which_nothing_comes_is_refused() {
        assertThat(changed("channels: [phone, visit, letter, fax,", "channels: [phone, visit, letter,"))
                .containsExactly("clocks[1].channels: nothing comes by the channel fax");
    }

    @Test
    void a_clock_for_invalid_ones_where_nothing_is_judged_invalid_is_refused() {
        assertThat(changed("starts: [accepted]", "starts: [accepted]\n    needs: [judged-invalid]"))
                .containsExactly("clocks[0].needs: nothing is ever judged-invalid: handling.grounds is empty");
    }

    @Test
    void working_time_without_a_working_day_is_never_over() {
        String noWeek = TELECOM.replaceFirst("week: \\{.*}", "week: {}");
        assertThat(problems(noWeek)).isEmpty();
        assertThat(problems(noWeek.replace("length: 72 h", "length: 3 working days")))
                .containsExactly("clocks[6].length: is never over: the calendar has no working day");
    }

    @Test
    void a_window_that_opens_after_the_limit_is_refused() {
        assertThat(changed("length: 72 h", "length: 72 h\n    not-before: 5 natural days"))
                .containsExactly("clocks[6].not-before: is later than the limit");
    }

    @Test
    void a_warning_before_the_start_is_refused() {
        assertThat(changed(
                        "length: 30 min\n    met-by: [dispatched]\n    ends-at: [not-accepted, settled-at-once, withdrawn, closed]\n    warn: [\"50 %\"]",
                        "length: 30 min\n    met-by: [dispatched]\n    warn: [\"2 h before\"]"))
                .containsExactly("clocks[3].warn: comes before the clock starts: 120 min before");
    }

    @Test
    void a_taxonomy_needs_a_place_for_what_is_not_yet_determined() {
        assertThat(problems(TELECOM.replaceFirst("\\s+- \\{ id: not-yet-determined.*}", "")))
                .containsExactly(
                        "taxonomies[0].leaves: lacks the leaf not-yet-determined, without which sums do not agree (b.9)");
    }

    @Test
    void what_counts_as_satisfied_is_on_the_scale() {
        assertThat(changed(
                        "scale: [satisfied, fairly-satisfied, average, dissatisfied]",
                        "scale: [fairly-satisfied, dissatisfied]"))
                .containsExactly("follow-up.satisfied: satisfied is not on the scale");
    }

    @Test
    void a_retry_rule_that_its_own_hours_cannot_keep_is_refused_with_the_first_minute_that_shows_it() {
        assertThat(problems(TELECOM.replace(
                        "gap: 3 h\n  quiet: [\"20:00-08:00\", \"12:00-14:30\"]",
                        "gap: 3 h\n  quiet: [\"11:00-09:00\"]")))
                .singleElement()
                .asString()
                .startsWith(
                        "retry: cannot be kept: after a first failure on 2026-01-05T09:00+08:00[Asia/Shanghai] only 2 of 3");
    }

    @Test
    void a_foreign_institution_with_summer_time_is_as_good() {
        assertThat(problems(TELECOM.replace("zone: Asia/Shanghai", "zone: Europe/Berlin")
                        .replace("holidays: cn", "holidays: none")
                        .replace("profile: telecom", "profile: stadtwerke")))
                .isEmpty();
    }
}
