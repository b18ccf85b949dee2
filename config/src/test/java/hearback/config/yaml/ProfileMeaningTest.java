package hearback.config.yaml;

import static hearback.config.yaml.Documents.TELECOM;
import static hearback.config.yaml.Documents.changed;
import static hearback.config.yaml.Documents.problems;
import static hearback.config.yaml.Documents.usable;
import static hearback.config.yaml.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.Retry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// One test for each kind of thing that contradicts itself.
class ProfileMeaningTest {
    private static final String FOLLOW_UP = "    length: 72 h\n    met-by: [followed-up]\n";
    private static final String GAS = ProfileFile.shipped("gas");
    private static final String DEALER = ProfileFile.shipped("car-dealer");

    @Test
    void overlapping_windows_S0_36() {
        assertThat(changed(
                        "excluded: [\"20:00-08:00\", \"12:00-14:30\"]", "excluded: [\"20:00-08:00\", \"07:00-09:00\"]"))
                .containsExactly("calendar.excluded: 20:00-08:00 and 07:00-09:00 overlap: write them as one");
        assertThat(changed("mon: [\"09:00-18:00\"]", "mon: [\"09:00-13:00\", \"12:00-18:00\"]"))
                .containsExactly("calendar.week: MONDAY: 09:00-13:00 and 12:00-18:00 overlap");
    }

    @Test
    void an_unknown_zone_and_an_unknown_country() {
        assertThat(changed("zone: Asia/Shanghai", "zone: Asia/Nowhere"))
                .containsExactly("calendar.zone: Unknown time-zone ID: Asia/Nowhere");
        assertThat(changed("holidays: cn", "holidays: zz"))
                .containsExactly("calendar.holidays: no holidays are known of the country zz");
    }

    @Test
    void a_rule_that_is_in_no_source() {
        assertThat(changed("rule: S0-31", "rule: S0-99"))
                .containsExactly("clocks[0].rule: S0-99 is no rule of the sources");
        assertThat(changed("rule: S0-17, group", "rule: S4-66, group"))
                .containsExactly("taxonomies[1].leaves[2].rule: S4-66 is no rule of the sources");
    }

    @Test
    void two_of_one_name() {
        assertThat(changed("id: dispatch-urgent", "id: dispatch"))
                .containsExactly("clocks[3].id: there is another clock of the name dispatch");
        assertThat(changed("id: nature", "id: business"))
                .containsExactly(
                        "taxonomies[1].id: there is another axis of the name business",
                        "matter.axes: there is no axis nature");
        assertThat(changed("id: wireless-fixed", "id: fixed-line"))
                .containsExactly("taxonomies[0].leaves: has two leaves of the name fixed-line (S0-44)");
        assertThat(changed("class: concentrated", "class: media"))
                .containsExactly("classes[7].class: there is another rule of the class media");
    }

    @Test
    void a_matter_of_what_is_no_axis_or_names_nothing_S3_91() {
        assertThat(changed("axes: [business, nature]", "axes: [business, moon]"))
                .containsExactly("matter.axes: there is no axis moon");
        assertThat(changed("fields: [place]", "fields: [content, place]"))
                .containsExactly("matter.fields: content names no place or thing that many complain of; subject, place"
                        + " and key do");
        assertThat(changed("matter: { rule: S3-88", "matter: { rule: S3-109"))
                .containsExactly("matter.rule: S3-109 is no rule of the sources");
        assertThat(changed("fields: [place]", "fields: []"))
                .as("a kind of complaint alone is no matter")
                .containsExactly("matter.fields: must have at least 1, has 0");
    }

    @Test
    void a_clock_that_is_met_or_ended_by_what_already_does_something_else() {
        assertThat(changed("met-by: [followed-up]", "met-by: [result-told]"))
                .containsExactly("clocks[6].met-by: result-told starts it, too");
        assertThat(changed("ends-at: [order-refused, withdrawn,", "ends-at: [order-refused, answered, withdrawn,"))
                .containsExactly("clocks[4].ends-at: answered meets it, too");
    }

    @Test
    void a_clock_that_nothing_starts_or_meets() {
        assertThat(problems(with(
                        with(GAS, "coverage: valid ", "coverage: nobody "),
                        "met-by: [submitted",
                        "met-by: [submitted")))
                .containsExactly(
                        "clocks[5].starts: nothing starts it: follow-up-instructed never happens, follow-up.coverage is"
                                + " nobody",
                        "clocks[5].met-by: nothing meets it: followed-up never happens, follow-up.coverage is nobody");
        assertThat(changed("starts: [accepted]", "starts: [accepted]\n    needs: [judged-invalid]"))
                .containsExactly("clocks[0].needs: it is of no matter to any ticket: judged-invalid never happens,"
                        + " handling.grounds is empty");
    }

    @Test
    void a_clock_of_a_class_that_no_ticket_has_or_of_no_ticket_at_all() {
        assertThat(changed("  - { class: leapfrog, rule: S0-05, urgency: urgent }\n", ""))
                .containsExactly(
                        "clocks[2].none-of: no ticket is ever leapfrog: classes lacks it",
                        "clocks[3].any-of: no ticket is ever leapfrog: classes lacks it");
        assertThat(changed(
                        "    any-of: [major,",
                        "    none-of: [major, repeat-dissatisfied, batch, leapfrog]\n    any-of: [major,"))
                .containsExactly("clocks[3].none-of: leaves no ticket that it runs on");
    }

    @Test
    void a_clock_or_class_of_a_channel_by_which_nothing_comes() {
        assertThat(changed("channels: [phone, visit, letter, fax,", "channels: [phone, visit, letter,"))
                .containsExactly("clocks[1].channels: nothing comes by the channel fax");
        assertThat(changed("web, sms, media, transferred,", "web, sms, transferred,"))
                .containsExactly("classes[7].channels: nothing comes by the channel media");
    }

    @Test
    void only_telling_can_be_tried_S0_38() {
        assertThat(changed(
                        "    met-by: [followed-up]\n", "    met-by: [followed-up]\n    first-attempt-counts: true\n"))
                .containsExactly(
                        "clocks[6].first-attempt-counts: only an attempt to tell the customer can count, and telling"
                                + " does not meet it");
    }

    @Test
    void only_a_promise_needs_no_length_S0_37() {
        assertThat(changed("    length: 72 h\n", ""))
                .containsExactly("clocks[6].length: is missing: only a promise brings its own time (S0-41)");
        assertThat(changed("starts: [promised]\n", "starts: [promised]\n    not-before: 1 h\n"))
                .containsExactly("clocks[7].not-before: has no limit: a promise is kept at any time");
    }

    @Test
    void working_time_without_a_working_day_is_never_over() {
        String noWeek = TELECOM.replaceFirst("week: \\{.*}", "week: {}");
        assertThat(problems(noWeek)).isEmpty();
        assertThat(problems(with(noWeek, "length: 72 h", "length: 3 working days")))
                .containsExactly("clocks[6].length: is never over: the calendar has no working day");
        assertThat(problems(with(noWeek, "length: 72 h", "length: 72 h\n    not-before: 1 working day")))
                .containsExactly("clocks[6].not-before: is never over: the calendar has no working day");
    }

    @Test
    void a_window_that_opens_after_the_limit_S2_53() {
        assertThat(changed(FOLLOW_UP, "    length: 72 h\n    not-before: 5 natural days\n    met-by: [followed-up]\n"))
                .containsExactly("clocks[6].not-before: is later than the limit (S0-41)");
    }

    @Test
    void a_warning_before_the_start() {
        String urgent =
                "    length: 30 min\n    met-by: [dispatched]\n    ends-at: [not-accepted, settled-at-once, withdrawn, closed]\n    warn: [\"";
        assertThat(changed(urgent + "50 %", urgent + "30 min before"))
                .containsExactly("clocks[3].warn: comes before the clock starts: 30 min before the limit");
        // Three natural days leave room for a warning two days before; one does not.
        String days =
                "length: 3 natural days\n    met-by: [result-told, plan-agreed]   # S1-10: a plan agreed with the customer meets it\n    ends-at: [settled-at-once, judged-invalid, withdrawn, specially-closed, closed]\n    warn: [\"";
        assertThat(changed(GAS, days + "50 %", days + "48 h before")).isEmpty();
        assertThat(changed(GAS, days + "50 %", days.replace("3 natural days", "1 natural day") + "48 h before"))
                .containsExactly("clocks[2].warn: comes before the clock starts: 2880 min before the limit");
    }

    @Test
    void a_taxonomy_without_a_place_for_what_is_not_yet_determined_or_other_b9() {
        assertThat(problems(TELECOM.replaceFirst("\\s+- \\{ id: not-yet-determined.*}", "")))
                .containsExactly(
                        "taxonomies[0].leaves: lacks the leaf not-yet-determined, without which sums do not agree (S0-44)");
        assertThat(changed("id: other, group: other", "id: others, group: other"))
                .containsExactly("taxonomies[0].leaves: lacks the leaf other, without which sums do not agree (S0-44)");
    }

    @Test
    void a_class_by_an_unknown_axis_or_leaf_S0_63() {
        String bank = ProfileFile.shipped("rural-bank");
        assertThat(changed(bank, "axis: category, leaves: [product", "axis: kind, leaves: [product"))
                .containsExactly("classes[0].stands-at.axis: there is no axis kind");
        assertThat(changed(bank, "axis: category, leaves: [product", "axis: category, leaves: [products"))
                .containsExactly("classes[0].stands-at.leaves: the axis category has no leaf products");
    }

    @Test
    void an_extension_that_can_never_be_asked_for_S4_61() {
        String ask = "ask-before: 1 working day, needs-consent: true, needs-approval: true, at-most: 1";
        assertThat(changed(DEALER, ask, ask.replace("at-most: 1", "at-most: 0")))
                .containsExactly(
                        "handling.extension.ask-before: can never be asked: handling.extension.at-most is 0 (S4-61)");
        assertThat(changed(DEALER, ask, ask.replace("1 working day", "30 working days")))
                .containsExactly("handling.extension.ask-before: can never be asked: no clock runs so long (S4-61)");
    }

    @Test
    void who_is_needed_is_there() {
        assertThat(changed("roles: [agent, dispatcher, department, follow-up, quality,", "roles: [agent, dispatcher,"))
                .containsExactly(
                        "handling.replier: needs the role department, which powers.roles lacks",
                        "follow-up.coverage: needs the role follow-up, which powers.roles lacks",
                        "powers.approvals[2].by: needs the role quality, which powers.roles lacks",
                        "powers.compensation.limits[1].role: needs the role department, which powers.roles lacks");
        assertThat(changed("    - { of: extension, by: supervisor, rule: S0-22 }\n", ""))
                .containsExactly(
                        "powers.approvals: lacks who approves an extension, which handling.extension.needs-approval"
                                + " asks for (S0-22)");
    }

    @Test
    void compensation_grows_with_the_post_S3_24() {
        assertThat(changed("{ role: department, up-to: \"500.00\" }", "{ role: department, up-to: \"50.00\" }"))
                .containsExactly(
                        "powers.compensation.limits[1].up-to: must be more than the one before: the smallest stands first");
        assertThat(changed("{ role: department, up-to: \"500.00\" }", "{ role: agent, up-to: \"500.00\" }"))
                .containsExactly("powers.compensation.limits[1].role: there is another limit of the role agent");
    }

    @Test
    void figures_of_clocks_that_there_are_not_S1_56() {
        assertThat(changed("clocks: [first-reply,", "clocks: [first-answer,"))
                .containsExactly("formulas.on-time.clocks: there is no clock first-answer");
        assertThat(changed(DEALER, "clock: response }", "clock: respond }"))
                .containsExactly("formulas.response.clock: there is no clock respond");
    }

    @Test
    void what_counts_as_satisfied_is_on_the_scale_and_is_no_complaint_S1_57() {
        assertThat(changed(
                        "scale: [satisfied, fairly-satisfied, average, dissatisfied]",
                        "scale: [fairly-satisfied, dissatisfied]"))
                .containsExactly("follow-up.satisfied: satisfied is not on the scale (S1-57)");
        assertThat(changed("  satisfied: [satisfied]", "  satisfied: [satisfied, dissatisfied]"))
                .containsExactly("follow-up.satisfied: dissatisfied does not count as satisfied (S1-57)");
    }

    @Test
    void the_desk_for_escalated_ones_is_there_eight_hours_S0_13() {
        assertThat(changed("every-day: [\"09:00-17:00\"]", "every-day: [\"09:00-12:00\", \"13:00-17:00\"]"))
                .containsExactly(
                        "intake.escalated-desk.every-day: must be at least 8 h of every day, is 420 min (S0-13)");
        assertThat(changed("every-day: [\"09:00-17:00\"]", "every-day: [\"16:00-24:00\"]"))
                .isEmpty();
        assertThat(changed("every-day: [\"09:00-17:00\"]", "every-day: [\"09:00-17:00\", \"16:00-18:00\"]"))
                .containsExactly("intake.escalated-desk.every-day: 09:00-17:00 and 16:00-18:00 overlap");
    }

    @Test
    void a_retry_rule_that_its_own_hours_cannot_keep_is_told_with_the_first_minute_that_shows_it_S0_39() {
        assertThat(changed("quiet: [\"20:00-08:00\", \"12:00-14:30\"]", "quiet: [\"11:00-09:00\"]"))
                .containsExactly(
                        "retry: cannot be kept: after a first failure on 2026-01-05T09:00+08:00[Asia/Shanghai] only 2 of"
                                + " 3 further attempts fit into the window in allowed hours (S0-39)");
    }

    @Test
    void a_retry_rule_may_leave_out_holidays_and_is_not_measured_by_them() {
        var retry = usable(with(TELECOM, "  gap: 3 h\n", "  gap: 3 h\n  not-on: holidays\n"))
                .profile()
                .retry();

        assertThat(retry.hours().isOpenAt(Instant.parse("2026-10-01T02:00:00Z")))
                .as("National Day")
                .isFalse();
        assertThat(retry.hours().isOpenAt(Instant.parse("2026-10-10T02:00:00Z")))
                .as("a Saturday")
                .isTrue();
    }

    @Test
    void attempts_are_laid_over_the_day_only_where_the_profile_says_so() {
        assertThat(usable(TELECOM).profile().retry().spread()).isEqualTo(Retry.Spread.EARLIEST);
        assertThat(usable(with(TELECOM, "  gap: 3 h\n", "  gap: 3 h\n  spread: parts-of-day\n"))
                        .profile()
                        .retry()
                        .spread())
                .isEqualTo(Retry.Spread.PARTS_OF_DAY);
        assertThat(usable(with(TELECOM, "  gap: 3 h\n", "  gap: 3 h\n  spread: answer-rates\n"))
                        .profile()
                        .retry()
                        .spread())
                .isEqualTo(Retry.Spread.ANSWER_RATES);
    }

    @Test
    void a_household_has_a_ceiling_only_where_the_profile_says_so_and_it_must_leave_room_for_the_floor_S0_39() {
        assertThat(usable(TELECOM).profile().retry().callsToAHouseholdInDay()).isZero();
        assertThat(usable(with(TELECOM, "  gap: 3 h\n", "  gap: 3 h\n  calls-to-a-household-in-24-h: 2\n"))
                        .profile()
                        .retry()
                        .callsToAHouseholdInDay())
                .isEqualTo(2);
        assertThat(changed("  gap: 3 h\n", "  gap: 3 h\n  calls-to-a-household-in-24-h: 1\n"))
                .singleElement()
                .asString()
                .startsWith("retry: cannot be kept: after a first failure on 2026-01-05T")
                .endsWith("only 2 of 3 further attempts fit into the window; at most 1 call to a household in 24 h"
                        + " (S0-39)");
    }

    @Test
    void what_leaves_no_room_for_the_floor_is_named_and_nothing_else_S0_39() {
        String twoHours = with(TELECOM, "quiet: [\"20:00-08:00\", \"12:00-14:30\"]", "quiet: [\"11:00-09:00\"]");
        assertThat(changed(twoHours, "  gap: 3 h\n", "  gap: 3 h\n  calls-to-a-household-in-24-h: 2\n"))
                .singleElement()
                .asString()
                .endsWith("fit into the window in allowed hours (S0-39)");
        assertThat(changed(twoHours, "  gap: 3 h\n", "  gap: 3 h\n  calls-to-a-household-in-24-h: 1\n"))
                .singleElement()
                .asString()
                .endsWith("fit into the window in allowed hours; at most 1 call to a household in 24 h (S0-39)");
    }

    @Test
    void weekly_days_off_cost_the_floor_every_week_S0_39() {
        assertThat(changed("  gap: 3 h\n", "  gap: 3 h\n  not-on: non-working-days\n"))
                .singleElement()
                .asString()
                .startsWith("retry: cannot be kept: after a first failure on 2026-01-0")
                .endsWith("of 3 further attempts fit into the window in allowed hours (S0-39)");
        var longEnough = usable(with(
                        with(TELECOM, "  rule: S0-39\n  further", "  rule: ours\n  further"),
                        "  window: 48 h\n",
                        "  window: 120 h\n  not-on: non-working-days\n"))
                .profile()
                .retry();
        assertThat(longEnough.hours().isOpenAt(Instant.parse("2026-11-28T02:00:00Z")))
                .as("a Saturday")
                .isFalse();
        assertThat(longEnough.hours().isOpenAt(Instant.parse("2026-10-10T02:00:00Z")))
                .as("a Saturday that was made a working day")
                .isTrue();
    }

    @Test
    void a_retry_rule_that_leaves_out_days_of_which_there_are_none() {
        assertThat(changed(
                        with(TELECOM, "holidays: cn", "holidays: none"),
                        "  gap: 3 h\n",
                        "  gap: 3 h\n  not-on: holidays\n"))
                .containsExactly("retry.not-on: names no day: the calendar has none of them");
    }

    @Test
    void who_names_the_floor_keeps_it_S0_39() {
        String floor = "retry: must be at least 3 further attempts within 48 h, 3 h or more apart (S0-39)";
        assertThat(changed("further-attempts: 3", "further-attempts: 2")).containsExactly(floor);
        assertThat(changed("window: 48 h", "window: 49 h")).containsExactly(floor);
        assertThat(changed("gap: 3 h", "gap: 179 min")).containsExactly(floor);
    }

    @Test
    void a_retry_rule_that_only_the_change_of_clocks_breaks_is_found() {
        // In Berlin the night of spring has an hour less: 02:30 to 03:00 is skipped, and with it the only hours there
        // are.
        String berlin =
                with(with(TELECOM, "zone: Asia/Shanghai", "zone: Europe/Berlin"), "holidays: cn", "holidays: none");
        String night = berlin.replace(
                "rule: S0-39\n  further-attempts: 3\n  window: 48 h",
                "rule: ours\n  further-attempts: 2\n  window: 48 h");
        assertThat(problems(night.replace("quiet: [\"20:00-08:00\", \"12:00-14:30\"]", "quiet: [\"03:00-02:30\"]")))
                .singleElement()
                .asString()
                .startsWith("retry: cannot be kept: after a first failure on 2026-03-2")
                .endsWith("only 1 of 2 further attempts fit into the window in allowed hours");
    }
}
