package hearback.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.CalendarFiles;
import hearback.config.calendar.Length;
import hearback.config.profile.Channel;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClockId;
import hearback.config.profile.ClockRule;
import hearback.config.profile.FollowUp;
import hearback.config.profile.Handling;
import hearback.config.profile.Moment;
import hearback.config.profile.Profile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedProfilesTest {
    private static final ProfileFile FILE = new ProfileFile(CalendarFiles::shipped);

    private static Profile shipped(String name) {
        var reading = FILE.read(ProfileFile.shipped(name));
        assertThat(reading).isInstanceOf(ProfileFile.Reading.Usable.class);
        return ((ProfileFile.Reading.Usable) reading).profile();
    }

    private static ClockRule clock(String profile, String id) {
        return shipped(profile).clock(new ClockId(id)).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"telecom", "gas", "rural-bank", "postal-bank", "car-dealer"})
    void each_is_usable_under_its_own_name_and_protects_customers_at_night(String name) {
        var profile = shipped(name);
        assertThat(profile.version().toString()).isEqualTo(name + "/1");
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
    void the_postal_bank_rechecks_over_fifty_thousand_and_nobody_else_does_S3_62() {
        var gate = shipped("postal-bank").intake().recheck().orElseThrow();
        assertThat(gate.amountOver()).isEqualByComparingTo(new BigDecimal("50000"));
        assertThat(gate.triggers()).hasSize(3);
        assertThat(shipped("rural-bank").intake().recheck()).isEqualTo(Optional.empty());
        assertThat(clock("postal-bank", "web-dispatch").length()).contains(new Length.WorkingDays(2));
        assertThat(clock("postal-bank", "comment-book").length()).contains(new Length.SameDay());
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
        for (String name : List.of("telecom", "gas", "rural-bank", "postal-bank", "car-dealer")) {
            assertThat(shipped(name).clocks()).noneMatch(clock -> clock.again() == ClockRule.Again.RESTARTS);
        }
    }
}
