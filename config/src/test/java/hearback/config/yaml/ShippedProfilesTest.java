package hearback.config.yaml;

import static hearback.config.yaml.Documents.SHIPPED;
import static hearback.config.yaml.Documents.shipped;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.calendar.Length;
import hearback.config.calendar.WorkingHours;
import hearback.config.profile.Channel;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClassRule;
import hearback.config.profile.ClockId;
import hearback.config.profile.ClockRule;
import hearback.config.profile.FollowUp;
import hearback.config.profile.Formulas;
import hearback.config.profile.Handling;
import hearback.config.profile.Matter;
import hearback.config.profile.Moment;
import hearback.config.profile.Post;
import hearback.config.profile.Powers;
import hearback.config.profile.RuleId;
import hearback.config.profile.Taxonomy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedProfilesTest {
    private static ClockRule clock(String profile, String id) {
        return shipped(profile).clock(new ClockId(id)).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"telecom", "gas", "rural-bank", "postal-bank", "car-dealer"})
    void each_is_usable_under_its_own_name_and_protects_customers_at_night(String name) {
        var profile = shipped(name);
        assertThat(profile.version().toString()).isEqualTo(name + "/2");
        assertThat(profile.retry().furtherAttempts()).isEqualTo(3);
        assertThat(profile.retry().window()).isEqualTo(Duration.ofDays(2));
        assertThat(profile.retry().gap()).isEqualTo(Duration.ofHours(3));
        assertThat(profile.retry().hours().isOpenAt(Instant.parse("2026-01-05T13:00:00Z")))
                .as("21:00 in Shanghai")
                .isFalse();
    }

    @Test
    void telecom_has_the_clocks_of_table_a3_rows_1_to_8() {
        assertThat(clock("telecom", "first-reply").length()).contains(new Length.Elapsed(Duration.ofDays(1)));
        assertThat(clock("telecom", "first-reply").meeting().firstAttemptCounts())
                .isTrue();
        assertThat(clock("telecom", "transfer").length()).contains(new Length.Elapsed(Duration.ofHours(2)));
        assertThat(clock("telecom", "transfer").when().channels())
                .contains(Channel.FAX)
                .doesNotContain(Channel.PHONE);
        assertThat(clock("telecom", "dispatch").length()).contains(new Length.Elapsed(Duration.ofHours(2)));
        assertThat(clock("telecom", "dispatch-urgent").length()).contains(new Length.Elapsed(Duration.ofMinutes(30)));
        // S0-50: leapfrog has the thirty minutes, escalated has none.
        assertThat(clock("telecom", "dispatch-urgent").when().anyOf())
                .containsExactlyInAnyOrder(
                        ClassFlag.MAJOR, ClassFlag.REPEAT_DISSATISFIED, ClassFlag.BATCH, ClassFlag.LEAPFROG);
        // S0-36: the exclusion belongs to this clock only.
        assertThat(clock("telecom", "final-reply").length()).contains(new Length.OpenTime(Duration.ofHours(2)));
        assertThat(clock("telecom", "follow-up").length()).contains(new Length.Elapsed(Duration.ofDays(3)));
        assertThat(clock("telecom", "promise").length()).isEmpty();
        assertThat(shipped("telecom").handling().replyParts()).hasSize(4).doesNotContain(Handling.ReplyPart.REMEDY);
    }

    @Test
    void gas_has_the_clocks_of_table_a3_rows_15_to_20() {
        assertThat(clock("gas", "hand-over").length()).contains(new Length.SameDay());
        assertThat(clock("gas", "forward").length()).contains(new Length.SameDay());
        assertThat(clock("gas", "valid").length()).contains(new Length.NaturalDays(3));
        assertThat(clock("gas", "valid").meeting().metBy()).contains(Moment.PLAN_AGREED);
        assertThat(clock("gas", "head-office").length()).contains(new Length.NaturalDays(2));
        assertThat(clock("gas", "invalid").length()).contains(new Length.NaturalDays(1));
        assertThat(clock("gas", "invalid").when().needs()).containsExactly(Moment.JUDGED_INVALID);
        assertThat(clock("gas", "follow-up").startsAt()).containsExactly(Moment.FOLLOW_UP_INSTRUCTED);
        assertThat(shipped("gas").handling().grounds()).hasSize(7);
        assertThat(shipped("gas").followUp().coverage()).isEqualTo(FollowUp.Coverage.VALID);
        assertThat(shipped("gas").numbering().digits()).isEqualTo(2);
    }

    @Test
    void both_banks_have_three_working_days_and_ten_for_complex_ones_rows_10_and_11() {
        for (String bank : List.of("rural-bank", "postal-bank")) {
            assertThat(clock(bank, "reply-ordinary").length()).contains(new Length.WorkingDays(3));
            assertThat(clock(bank, "reply-complex").length()).contains(new Length.WorkingDays(10));
            assertThat(clock(bank, "reply-complex").when().anyOf()).containsExactly(ClassFlag.COMPLEX);
        }
    }

    @Test
    void both_banks_recheck_strictly_over_fifty_thousand_and_nobody_else_does_S3_61_S3_62() {
        for (String name : SHIPPED) {
            assertThat(shipped(name).intake().recheck().isPresent()).as(name).isEqualTo(name.endsWith("bank"));
        }
        var gate = shipped("postal-bank").intake().recheck().orElseThrow();
        assertThat(gate.amountOver()).isEqualTo(new BigDecimal("50000.00"));
        assertThat(gate.triggers()).hasSize(3);
        assertThat(gate.rule()).isEqualTo(new RuleId("S3-61"));
        // The credit union's own text does not have it: the list of suggested profiles does (a.14).
        assertThat(shipped("rural-bank").intake().recheck().orElseThrow().rule())
                .isEqualTo(RuleId.OURS);
        assertThat(clock("postal-bank", "web-dispatch").length()).contains(new Length.WorkingDays(2));
        assertThat(clock("postal-bank", "comment-book").length()).contains(new Length.SameDay());
    }

    @Test
    void each_clock_starts_at_the_moment_that_table_a3_names() {
        Map.ofEntries(
                        entry("telecom/first-reply", Moment.ACCEPTED),
                        entry("telecom/transfer", Moment.ACCEPTED),
                        entry("telecom/dispatch", Moment.SUBMITTED),
                        entry("telecom/dispatch-urgent", Moment.SUBMITTED),
                        entry("telecom/handling", Moment.DISPATCHED),
                        entry("telecom/final-reply", Moment.ANSWER_APPROVED),
                        entry("telecom/follow-up", Moment.RESULT_TOLD),
                        entry("telecom/promise", Moment.PROMISED),
                        entry("gas/hand-over", Moment.ACCEPTED),
                        entry("gas/forward", Moment.ACCEPTED),
                        entry("gas/valid", Moment.ACCEPTED),
                        entry("gas/head-office", Moment.RECEIVED),
                        entry("gas/invalid", Moment.ACCEPTED),
                        entry("gas/follow-up", Moment.FOLLOW_UP_INSTRUCTED),
                        entry("gas/promise", Moment.PROMISED),
                        entry("rural-bank/reply-ordinary", Moment.ACCEPTED),
                        entry("rural-bank/reply-complex", Moment.ACCEPTED),
                        entry("postal-bank/reply-ordinary", Moment.ACCEPTED),
                        entry("postal-bank/web-dispatch", Moment.RECEIVED),
                        entry("postal-bank/comment-book", Moment.RECEIVED),
                        entry("car-dealer/hand-over", Moment.RECEIVED),
                        entry("car-dealer/dispatch", Moment.SUBMITTED),
                        entry("car-dealer/first-contact", Moment.DISPATCHED),
                        entry("car-dealer/response", Moment.DISPATCHED),
                        entry("car-dealer/solution", Moment.DISPATCHED),
                        entry("car-dealer/feedback", Moment.PLAN_AGREED),
                        entry("car-dealer/progress", Moment.DISPATCHED),
                        entry("car-dealer/follow-up", Moment.ANSWERED))
                .forEach((name, start) -> {
                    String[] names = name.split("/", -1);
                    assertThat(clock(names[0], names[1]).startsAt()).as(name).containsExactly(start);
                });
    }

    @Test
    void the_desk_for_escalated_complaints_is_there_eight_hours_of_every_day_S0_13() {
        assertThat(shipped("telecom").intake().escalatedDesk().orElseThrow().hours())
                .containsExactly(new WorkingHours(LocalTime.of(9, 0), LocalTime.of(17, 0)));
    }

    @Test
    void telecom_has_the_leaves_of_its_statistics_S0_45_S0_46_S0_47() {
        assertThat(leaves("telecom", "business", "S0-45"))
                .containsExactlyInAnyOrder(
                        "broadband", "fixed-line", "wireless-fixed", "cards-caller-registration", "other");
        assertThat(leaves("telecom", "problem", "S0-46")).hasSize(2);
        assertThat(leaves("telecom", "problem", "S0-47")).hasSize(3).contains("repair-again");
        assertThat(leaves("telecom", "cause", "S0-46")).hasSize(5);
        assertThat(leaves("telecom", "cause", "S0-47")).hasSize(6);
    }

    @Test
    void what_the_customer_said_and_what_was_found_are_two_axes_in_each_S0_49() {
        for (String name : SHIPPED) {
            assertThat(shipped(name).taxonomies().stream().map(Taxonomy::asked))
                    .as(name)
                    .contains(Taxonomy.Asked.AT_INTAKE, Taxonomy.Asked.AFTER_ANALYSIS);
            for (Taxonomy axis : shipped(name).taxonomies()) {
                assertThat(axis.leaf(Taxonomy.NOT_YET_DETERMINED).orElseThrow().rule())
                        .as(name + " " + axis.id())
                        .isEqualTo(RuleId.OURS);
            }
        }
    }

    @Test
    void the_banks_have_the_eight_categories_and_three_of_them_are_complex_S0_63_S0_67() {
        for (String bank : List.of("rural-bank", "postal-bank")) {
            assertThat(leaves(bank, "category", "S0-67")).hasSize(8);
            assertThat(shipped(bank).classRule(ClassFlag.COMPLEX).orElseThrow().by())
                    .containsExactly(
                            new ClassRule.Trigger.StandsAt("category", Set.of("product", "channel", "rule-violation")));
        }
    }

    @Test
    void escalated_and_leapfrog_are_two_classes_and_all_that_come_first_are_urgent_S0_16_S0_50() {
        var telecom = shipped("telecom");
        assertThat(telecom.classRule(ClassFlag.ESCALATED).orElseThrow().by()).isNotEmpty();
        assertThat(telecom.classRule(ClassFlag.LEAPFROG).orElseThrow().by()).isEmpty();
        assertThat(telecom.classes().stream()
                        .filter(rule -> rule.urgency() == ClassRule.Urgency.URGENT)
                        .map(ClassRule::flag))
                .contains(ClassFlag.MAJOR, ClassFlag.BATCH, ClassFlag.REPEAT_DISSATISFIED, ClassFlag.ESCALATED);
        assertThat(telecom.classRule(ClassFlag.BATCH).orElseThrow().by())
                .as("five, S3-91")
                .containsExactly(new ClassRule.Trigger.SameMatter(5, Duration.ofDays(1)));
    }

    @Test
    void no_kind_of_complaint_alone_is_a_matter_S3_88_S3_91() {
        for (String name : SHIPPED) {
            var matter = shipped(name).matter().orElseThrow();
            assertThat(matter.fields()).as(name).isNotEmpty().isSubsetOf(Matter.NAMING);
            assertThat(matter.axes()).as(name).isNotEmpty();
        }
        assertThat(shipped("telecom").matter().orElseThrow().rule()).isEqualTo(new RuleId("S3-88"));
        assertThat(shipped("car-dealer")
                        .classRule(ClassFlag.CONCENTRATED)
                        .orElseThrow()
                        .by())
                .as("three in a month, S4-47")
                .containsExactly(new ClassRule.Trigger.SameCustomer(3, Duration.ofDays(30)));
    }

    @Test
    void no_compensation_of_a_dealer_without_the_general_manager_S2_50() {
        var dealer = shipped("car-dealer").powers().compensation();
        assertThat(dealer.mayPromise(Post.DEPARTMENT, new BigDecimal("0.01"))).isFalse();
        assertThat(dealer.mayPromise(Post.SUPERVISOR, new BigDecimal("100000.00")))
                .isTrue();
        var telecom = shipped("telecom").powers().compensation();
        assertThat(telecom.mayPromise(Post.AGENT, new BigDecimal("50.00"))).isTrue();
        assertThat(telecom.mayPromise(Post.AGENT, new BigDecimal("50.01"))).isFalse();
        assertThat(telecom.kinds()).as("cash only as a supplement, S0-18").endsWith(Powers.Kind.CASH);
    }

    @Test
    void both_rates_are_of_all_complaints_as_the_text_has_it_S1_56_S1_57() {
        for (String name : SHIPPED) {
            assertThat(shipped(name).formulas().onTime().among()).as(name).isEqualTo(Formulas.Finished.ALL);
            assertThat(shipped(name).formulas().satisfaction().among()).as(name).isEqualTo(Formulas.Asked.ALL);
            assertThat(shipped(name).followUp().satisfied()).as(name).containsExactly(FollowUp.Scale.SATISFIED);
        }
        assertThat(shipped("car-dealer").formulas().response().orElseThrow().clock())
                .isEqualTo(new ClockId("response"));
    }

    @Test
    void the_dealer_asks_between_the_fifth_and_the_seventh_day_S2_53() {
        assertThat(clock("car-dealer", "follow-up").notBefore()).contains(new Length.NaturalDays(5));
        assertThat(clock("car-dealer", "follow-up").length()).contains(new Length.NaturalDays(7));
        // S2-65: a special close still counts in the response rate.
        assertThat(clock("car-dealer", "response").meeting().endedBy()).isEqualTo(Set.of(Moment.WITHDRAWN));
        assertThat(shipped("car-dealer").handling().extension().askBefore()).contains(new Length.WorkingDays(1));
    }

    @Test
    void a_return_moves_no_limit_in_any_of_them_S0_24() {
        for (String name : SHIPPED) {
            assertThat(shipped(name).clocks()).noneMatch(clock -> clock.again() == ClockRule.Again.RESTARTS);
        }
    }

    @Test
    void every_rule_that_their_numbers_and_remarks_name_is_one_of_the_sources() {
        // The last of each source text; the ids have no holes.
        Map<String, Integer> last = Map.of("S0", 93, "S1", 58, "S2", 67, "S3", 108, "S4", 65);
        for (String name : SHIPPED) {
            assertThat(Pattern.compile("\\b(S[0-9])-([0-9]+)\\b")
                            .matcher(ProfileFile.shipped(name))
                            .results())
                    .as(name)
                    .isNotEmpty()
                    .allSatisfy(id -> assertThat(Integer.parseInt(id.group(2)))
                            .as(id.group())
                            .isBetween(1, last.get(id.group(1))));
        }
    }

    private static List<String> leaves(String profile, String axis, String rule) {
        return shipped(profile).taxonomy(axis).orElseThrow().leaves().stream()
                .filter(leaf -> leaf.rule().text().equals(rule))
                .map(Taxonomy.Leaf::id)
                .toList();
    }
}
