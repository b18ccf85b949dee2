package hearback.agent.clock;

import static hearback.agent.clock.Rules.at;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.clock.Happening.Occurred;
import hearback.config.CalendarFiles;
import hearback.config.profile.Channel;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.Moment;
import hearback.config.profile.Profile;
import hearback.config.profile.ProfileReading;
import hearback.config.yaml.ProfileFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The worked examples of regulation part (b) with the profiles that are shipped.
final class ProfileExamplesTest {
    private static final Map<String, Profile> PROFILES = new ConcurrentHashMap<>();

    private static Profile profile(String name) {
        return PROFILES.computeIfAbsent(name, ProfileExamplesTest::read);
    }

    private static Profile read(String name) {
        var reading = new ProfileFile(CalendarFiles::shipped).read(ProfileFile.shipped(name));
        return ((ProfileReading.Usable) reading).profile();
    }

    private static Clock clock(String profile, String id, Channel channel, Happening... happenings) {
        return Clocks.of(profile(profile).calendar(), profile(profile).clocks(), channel, List.of(happenings)).stream()
                .filter(clock -> clock.rule().id().text().equals(id))
                .reduce((one, other) -> {
                    throw new AssertionError("two clocks " + one + " " + other);
                })
                .orElseThrow(() -> new AssertionError("no clock " + id));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-10-13 10:00:00, 2025-10-13 12:00:00",
        "2025-10-13 10:30:00, 2025-10-13 15:00:00",
        "2025-10-13 11:30:00, 2025-10-13 16:00:00",
        "2025-10-13 12:00:00, 2025-10-13 16:30:00",
        "2025-10-13 13:00:00, 2025-10-13 16:30:00",
        "2025-10-13 14:30:00, 2025-10-13 16:30:00",
        "2025-10-13 18:00:00, 2025-10-13 20:00:00",
        "2025-10-13 18:00:01, 2025-10-14 08:00:01",
        "2025-10-13 19:10:00, 2025-10-14 09:10:00",
        "2025-10-13 20:00:00, 2025-10-14 10:00:00",
        "2025-10-13 23:15:00, 2025-10-14 10:00:00",
        "2025-10-14 07:59:00, 2025-10-14 10:00:00"
    })
    void b1_telecom_final_reply_S0_36(String validReply, String due) {
        var clock =
                clock("telecom", "final-reply", Channel.PHONE, Occurred.of(1, at(validReply), Moment.ANSWER_APPROVED));
        assertThat(clock.due()).isEqualTo(at(due));
    }

    @Test
    void b3_telecom_first_reply_is_judged_by_the_first_attempt_S0_38() {
        var accepted = Occurred.of(1, at("2025-10-13 09:00"), Moment.ACCEPTED);
        var met = clock(
                "telecom",
                "first-reply",
                Channel.PHONE,
                accepted,
                Occurred.of(2, at("2025-10-13 18:00"), Moment.TELLING_FAILED_ON_CUSTOMER_SIDE),
                Occurred.of(3, at("2025-10-15 10:00"), Moment.RESULT_TOLD));
        assertThat(met.verdict(at("2025-10-20 00:00"))).isEqualTo(Clock.Verdict.MET);
        var late = clock(
                "telecom",
                "first-reply",
                Channel.PHONE,
                accepted,
                Occurred.of(3, at("2025-10-14 09:30"), Moment.RESULT_TOLD));
        assertThat(late.verdict(at("2025-10-20 00:00"))).isEqualTo(Clock.Verdict.BREACHED);
    }

    @ParameterizedTest
    @CsvSource({
        "telecom,     first-reply,    2025-10-01 15:00:00",
        "gas,         valid,          2025-10-03 23:59:59.999999",
        "rural-bank,  reply-ordinary, 2025-10-11 23:59:59.999999",
        "postal-bank, reply-ordinary, 2025-10-11 23:59:59.999999"
    })
    void b4_accepted_before_the_long_holiday_S0_31_S1_31_S0_63_S3_68(String profile, String clock, String due) {
        var accepted = Occurred.of(1, at("2025-09-30 15:00"), Moment.ACCEPTED);
        assertThat(clock(profile, clock, Channel.PHONE, accepted).due()).isEqualTo(at(due));
    }

    @Test
    void b4_telecom_follow_up_within_72_hours_whatever_the_holiday_S0_41() {
        var told = Occurred.of(1, at("2025-09-30 15:00"), Moment.RESULT_TOLD);
        assertThat(clock("telecom", "follow-up", Channel.PHONE, told).due()).isEqualTo(at("2025-10-03 15:00"));
    }

    @Test
    void b4_gas_forwards_the_same_day_with_ten_minutes_left_S1_25() {
        var accepted = Occurred.of(1, at("2025-09-30 23:50"), Moment.ACCEPTED);
        assertThat(clock("gas", "forward", Channel.PHONE, accepted).due()).isEqualTo(at("2025-09-30 23:59:59.999999"));
    }

    @Test
    void b5_telecom_a_return_leaves_the_limit_where_it_was_S0_24() {
        var clock = clock(
                "telecom",
                "handling",
                Channel.PHONE,
                Occurred.ofOrder(1, at("2025-10-13 10:00"), Moment.DISPATCHED, 1),
                Occurred.ofOrder(2, at("2025-10-13 16:00"), Moment.ANSWERED, 1),
                Occurred.ofOrder(3, at("2025-10-14 09:00"), Moment.ANSWER_RETURNED, 1),
                Occurred.ofOrder(4, at("2025-10-14 13:00"), Moment.ANSWERED, 1));
        assertThat(clock.due()).isEqualTo(at("2025-10-14 10:00"));
        assertThat(clock.lateBy(at("2025-10-20 00:00"), profile("telecom").calendar()))
                .hasHours(3);
    }

    @Test
    void b5_dealer_an_extension_is_asked_for_one_working_day_before_the_limit_S4_61() {
        var notice = profile("car-dealer").handling().extension().askBefore().orElseThrow();
        var calendar = profile("telecom").calendar();
        // Due Thu 2025-10-09: the holiday lies in between, so that the day is Tue 09-30.
        assertThat(calendar.latestBefore(at("2025-10-09 23:59:59.999999"), notice))
                .isEqualTo(at("2025-09-30 23:59:59.999999"));
    }

    @Test
    void b10_gas_follow_up_starts_at_the_instruction_and_not_at_the_reply_S1_36() {
        var clock = clock(
                "gas",
                "follow-up",
                Channel.PHONE,
                Occurred.of(1, at("2026-03-02 10:00"), Moment.RESULT_TOLD),
                Occurred.of(2, at("2026-03-04 10:00"), Moment.FOLLOW_UP_INSTRUCTED));
        assertThat(clock.due()).isEqualTo(at("2026-03-06 23:59:59.999999"));
    }

    @Test
    void b10_dealer_a_follow_up_on_the_second_day_is_too_early_S2_53() {
        var clock = clock(
                "car-dealer",
                "follow-up",
                Channel.PHONE,
                Occurred.ofOrder(1, at("2026-03-02 10:00"), Moment.ANSWERED, 1),
                Occurred.of(2, at("2026-03-04 10:00"), Moment.FOLLOWED_UP));
        assertThat(clock.opensAt()).contains(at("2026-03-07 00:00"));
        assertThat(clock.due()).isEqualTo(at("2026-03-09 23:59:59.999999"));
        assertThat(clock.end()).isEmpty();
    }

    @Test
    void gas_an_invalid_complaint_is_to_be_explained_within_a_day_after_acceptance_S1_33() {
        var accepted = Occurred.of(1, at("2025-10-13 10:00"), Moment.ACCEPTED);
        var judged = Occurred.of(2, at("2025-10-14 09:00"), Moment.JUDGED_INVALID);
        assertThat(clock("gas", "invalid", Channel.PHONE, accepted, judged).due())
                .isEqualTo(at("2025-10-14 23:59:59.999999"));
        // The clock of valid ones ends with the judgement.
        assertThat(clock("gas", "valid", Channel.PHONE, accepted, judged).verdict(at("2025-11-01 00:00")))
                .isEqualTo(Clock.Verdict.ENDED);
    }

    @Test
    void telecom_the_thirty_minutes_are_for_leapfrog_and_not_for_escalated_S0_50() {
        var submitted = Occurred.of(2, at("2025-10-13 10:00"), Moment.SUBMITTED);
        var leapfrog = new Happening.Flagged(1, at("2025-10-13 09:00"), Set.of(ClassFlag.LEAPFROG));
        var escalated = new Happening.Flagged(1, at("2025-10-13 09:00"), Set.of(ClassFlag.ESCALATED));
        assertThat(clock("telecom", "dispatch-urgent", Channel.PHONE, leapfrog, submitted)
                        .due())
                .isEqualTo(at("2025-10-13 10:30"));
        assertThat(clock("telecom", "dispatch", Channel.PHONE, escalated, submitted)
                        .due())
                .isEqualTo(at("2025-10-13 12:00"));
    }

    @Test
    void a_due_time_never_lies_in_time_that_the_clock_excludes() {
        var calendar = profile("telecom").calendar();
        List<Instant> wrong = new ArrayList<>();
        Instant start = at("2025-12-31 00:00");
        for (int minute = 0; minute < 366 * 24 * 60; minute += 13) {
            Instant due = clock(
                            "telecom",
                            "final-reply",
                            Channel.PHONE,
                            Occurred.of(1, start.plusSeconds(minute * 60L), Moment.ANSWER_APPROVED))
                    .due();
            // A window holds its start and not its end: what is due at 20:00 sharp is due with the last open instant.
            if (!calendar.open().isOpenAt(due.minusNanos(1))) {
                wrong.add(due);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
