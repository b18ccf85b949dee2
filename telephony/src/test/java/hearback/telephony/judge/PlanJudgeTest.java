package hearback.telephony.judge;

import static hearback.telephony.judge.WallClock.DAY;
import static hearback.telephony.judge.WallClock.HOUR;
import static hearback.telephony.judge.WallClock.MINUTE;
import static hearback.telephony.judge.WallClock.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.judge.PlanJudge.Ending;
import hearback.telephony.judge.PlanJudge.Most;
import hearback.telephony.judge.PlanJudge.Rules;
import hearback.telephony.judge.PlanJudge.Said;
import hearback.telephony.judge.PlanJudge.Tried;
import hearback.telephony.judge.WallClock.DaysOff;
import hearback.telephony.judge.WallClock.Quiet;
import hearback.telephony.judge.Wishes.Answered;
import hearback.telephony.judge.Wishes.Spread;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The judge is not blind: what regulation b.2 calls right it passes, and whatever is spoiled it finds.
class PlanJudgeTest {
    private static final List<Quiet> TELECOM_HOURS = List.of(
            new Quiet(LocalTime.of(20, 0), LocalTime.of(8, 0)), new Quiet(LocalTime.of(12, 0), LocalTime.of(14, 30)));
    private static final PlanJudge JUDGE = judge(DaysOff.NONE, Most.NO_MATTER, Wishes.NONE);
    private static final long ASKED = at("23T09:00:00");

    /// The rows of regulation b.2, in the week of Monday 2026-11-23.
    @Nested
    class ThreeFurtherAttempts {
        private final List<Tried> tried = new ArrayList<>(List.of(off("23T16:30:00")));

        @Test
        void are_right_at_the_earliest() {
            assertThat(dial("23T16:30:45", "23T19:30:45")).isEmpty();
            tried.add(off("23T19:30:45"));
            assertThat(dial("23T19:31:30", "24T08:00:00")).isEmpty();
            tried.add(off("24T08:00:00"));
            assertThat(dial("24T08:00:45", "24T11:00:45")).isEmpty();
            tried.add(off("24T11:00:45"));
            assertThat(closed(Ending.UNREACHABLE)).isEmpty();
        }

        @Test
        void are_wrong_a_second_too_soon_in_the_night_or_in_the_past() {
            assertThat(dial("23T16:30:45", "23T19:30:44"))
                    .containsExactly("is 1.0 s too soon after an attempt that may have rung");
            tried.add(off("23T19:30:45"));
            assertThat(dial("23T19:31:30", "23T22:31:30")).contains("rings in quiet hours");
            assertThat(dial("23T19:31:30", "24T07:59:59")).contains("rings in quiet hours");
            assertThat(dial("24T08:00:01", "24T08:00:00")).contains("lies in the past");
        }

        @Test
        void are_wrong_a_second_later_than_needed() {
            assertThat(dial("23T16:30:45", "23T19:30:46")).containsExactly("is 1.0 s later than any rule asks for");
        }

        @Test
        void are_wrong_when_they_give_the_floor_away() {
            assertThat(dial("23T16:30:45", "25T11:00:00"))
                    .anySatisfy(rule -> assertThat(rule).startsWith("gives the floor away"))
                    .contains("names no problem although the floor cannot be kept");
        }

        @Test
        void do_not_count_too_soon_in_quiet_hours_or_on_our_side() {
            tried.add(off("23T16:40:00"));
            tried.add(off("23T21:00:00"));
            tried.add(new Tried(at("24T08:00:00"), at("24T08:00:45"), Happened.TRUNK_CONGESTED));

            assertThat(JUDGE.counted(known(at("24T09:00:00")))).isEmpty();
            assertThat(closed(Ending.UNREACHABLE))
                    .containsExactly("closed as UNREACHABLE after 0 of 3 counted attempts; right would be []");
        }

        @Test
        void are_not_two_and_the_first() {
            tried.addAll(List.of(off("23T19:31:00"), off("24T08:00:00")));

            assertThat(closed(Ending.UNREACHABLE)).isNotEmpty();
        }

        @Test
        void are_in_time_at_the_very_end_of_the_window_and_too_late_after_it() {
            tried.addAll(List.of(off("23T19:31:00"), off("24T08:00:00")));

            assertThat(dial("25T16:30:00", "25T16:30:00")).isEmpty();
            assertThat(dial("25T16:30:01", "25T16:30:01"))
                    .containsExactly("names no problem although the floor cannot be kept");
        }

        private List<String> dial(String now, String next) {
            return JUDGE.broken(knownAt(now, tried), dialAt(next, "because"));
        }

        private List<String> closed(Ending ending) {
            long now = tried.getLast().end();
            return JUDGE.broken(known(now), new Said.Closed(ending, "because"));
        }

        private Known known(long now) {
            return Known.of(ASKED, ASKED, now, List.copyOf(tried), List.of(), Optional.empty());
        }
    }

    /// faults.md 3.3 and case 38: what rings the number for one ticket rings it for all.
    @Nested
    class AnotherCallbackOfTheNumber {
        private static final PlanJudge TWICE_A_DAY = judge(DaysOff.NONE, new Most(2, 0), Wishes.NONE);

        @Test
        void holds_it_off_for_three_hours() {
            var known = known(List.of(), List.of(off("23T08:30:00")), Optional.empty());

            assertThat(JUDGE.broken(known, dialAt("23T09:00:45", "at once")))
                    .containsExactly("is 9000.0 s too soon after an attempt that may have rung");
            assertThat(JUDGE.broken(known, dialAt("23T11:30:45", "after it"))).isEmpty();
        }

        @Test
        void holds_nobody_off_who_was_spoken_to_since_or_was_reached() {
            var spokenTo = known(List.of(), List.of(off("23T08:30:00")), Optional.of(at("23T08:45:00")));
            var reached = known(
                    List.of(),
                    List.of(new Tried(at("23T08:30:00"), at("23T08:35:00"), Happened.REACHED)),
                    Optional.empty());

            assertThat(JUDGE.broken(spokenTo, dialAt("23T09:00:45", "at once"))).isEmpty();
            assertThat(JUDGE.broken(reached, dialAt("23T09:00:45", "at once"))).isEmpty();
        }

        @Test
        void counts_for_this_one_when_it_began_after_this_one_was_planned() {
            var three = List.of(off("23T16:30:00"), off("23T19:31:00"), off("24T08:00:00"));
            var before = new ArrayList<>(three);
            before.set(0, off("23T08:50:00"));

            assertThat(JUDGE.counted(known(List.of(off("23T10:00:00")), three, Optional.empty())))
                    .hasSize(3);
            assertThat(JUDGE.counted(known(List.of(off("23T15:00:00")), before, Optional.empty())))
                    .hasSize(2);
        }

        @Test
        void counts_for_the_ceiling_and_the_reason_has_to_say_so() {
            var known = known(List.of(), List.of(off("22T10:00:00"), off("22T17:00:00")), Optional.empty());

            assertThat(TWICE_A_DAY.broken(known, dialAt("23T09:00:45", "at once")))
                    .contains("rings the number 3555.0 s too soon for the ceilings");
            assertThat(TWICE_A_DAY.broken(known, dialAt("23T10:00:00", "because")))
                    .contains("does not say for which ceiling it waits: because");
            assertThat(TWICE_A_DAY.broken(known, dialAt("23T10:00:00", "at most 2 in 24 h")))
                    .isEmpty();
        }

        private Known known(List<Tried> tried, List<Tried> others, Optional<Long> spokenTo) {
            return Known.of(ASKED, ASKED, at("23T09:00:45"), tried, others, spokenTo);
        }
    }

    @Nested
    class AHousehold {
        private static final PlanJudge TWICE_A_DAY = judge(DaysOff.NONE, new Most(0, 0, 2), Wishes.NONE);

        @Test
        void is_left_alone_at_whatever_of_its_numbers_it_was_rung_and_the_reason_has_to_say_so() {
            assertThat(dial("23T09:00:45", "at once")).contains("rings the number 3555.0 s too soon for the ceilings");
            assertThat(dial("23T10:00:00", "because")).contains("does not say for which ceiling it waits: because");
            assertThat(dial("23T10:00:00", "at most 2 to this number"))
                    .containsExactly("does not say that it waits for the household: at most 2 to this number");
            assertThat(dial("23T10:00:00", "at most 2 to this household")).isEmpty();
            assertThat(dial("23T10:00:01", "at most 2 to this household"))
                    .containsExactly("is 1.0 s later than any rule asks for");
        }

        private List<String> dial(String next, String why) {
            var kin = List.of(off("22T10:00:00"), off("22T17:00:00"));
            var known =
                    Known.of(ASKED, ASKED, at("23T09:00:45"), List.of(), List.of(), Optional.empty(), kin, Phones.ONE);
            return TWICE_A_DAY.broken(known, dialAt(next, why));
        }
    }

    @Nested
    class ADayOff {
        private static final PlanJudge NOT_TODAY =
                judge(new DaysOff(Set.of(), Set.of(LocalDate.of(2026, 11, 23)), Set.of()), Most.NO_MATTER, Wishes.NONE);

        @Test
        void is_not_rung_and_has_to_be_named() {
            assertThat(dial("23T09:00:45", "at once")).contains("rings in quiet hours");
            assertThat(dial("24T08:00:00", "because"))
                    .containsExactly("does not say for which day off it waits: because");
            assertThat(dial("24T08:00:00", "Mon 23 Nov is a holiday")).isEmpty();
        }

        private List<String> dial(String next, String why) {
            return NOT_TODAY.broken(knownAt("23T09:00:45", List.of()), dialAt(next, why));
        }
    }

    @Nested
    class AWishForOtherTimesOfTheDay {
        private static final PlanJudge OVER_THE_DAY = judge(DaysOff.NONE, Most.NO_MATTER, Wishes.OVER_THE_DAY);

        @Test
        void is_kept_while_there_is_room_and_said() {
            assertThat(dial("23T18:00:00", "put off for another time of day")).isEmpty();
            assertThat(dial("23T18:00:00", "because"))
                    .containsExactly("does not say for which wish it was put off: because");
            assertThat(dial("23T17:45:45", "because"))
                    .containsExactly("is at a time of day that was tried, although there is room for another");
            assertThat(dial("23T18:00:01", "put off for another time of day"))
                    .containsExactly("is 856.0 s later than any rule asks for");
        }

        private List<String> dial(String next, String why) {
            return OVER_THE_DAY.broken(knownAt("23T14:45:45", List.of(off("23T14:45:00"))), dialAt(next, why));
        }
    }

    @Nested
    class AWishForTheCustomersBestTime {
        private static final List<Quiet> EVENING = List.of(new Quiet(LocalTime.of(18, 0), LocalTime.of(20, 0)));

        private final List<Tried> tried = new ArrayList<>();

        @Test
        void is_kept_while_there_is_room_and_said() {
            assertThat(dial("23T09:00:45", "23T18:00:00", "put off to 18:00: the customer's best time"))
                    .isEmpty();
            assertThat(dial("23T09:00:45", "23T18:00:00", "because"))
                    .containsExactly("does not say for which wish it was put off: because");
            assertThat(dial("23T09:00:45", "23T09:00:45", "because"))
                    .containsExactly("is not at the customer's best time, although there is room for it");
            assertThat(dial("23T09:00:45", "23T17:59:59", "put off to the customer's best time"))
                    .containsExactly("is 32354.0 s later than any rule asks for");
            assertThat(dial("23T19:00:45", "23T19:00:45", "at once")).isEmpty();
        }

        @Test
        void goes_behind_the_floor_and_is_said_to() {
            tried.addAll(List.of(off("23T18:00:00"), off("24T18:00:00")));

            assertThat(dial("24T18:00:45", "25T08:00:00", "not at the customer's best time"))
                    .isEmpty();
            assertThat(dial("24T18:00:45", "25T08:00:00", "because"))
                    .containsExactly("does not say which wish it leaves: because");
            assertThat(dial("24T18:00:45", "25T18:00:00", "put off to the customer's best time"))
                    .contains("names no problem although the floor cannot be kept");
        }

        @Test
        void does_not_move_an_appointment_which_is_over_with_the_first_attempt() {
            var appointed = new Wishes(Spread.EARLIEST, Answered.NEVER, EVENING, true);

            assertThat(dial(appointed, "23T09:00:45", "23T09:00:45", "at once")).isEmpty();
            assertThat(dial(appointed, "23T09:00:45", "23T18:00:00", "put off to the customer's best time"))
                    .containsExactly("is 32355.0 s later than any rule asks for");
            tried.add(off("23T09:00:45"));
            assertThat(dial(appointed, "23T09:01:30", "23T18:00:00", "put off to the customer's best time"))
                    .isEmpty();
        }

        private List<String> dial(String now, String next, String why) {
            return dial(new Wishes(Spread.EARLIEST, Answered.NEVER, EVENING, false), now, next, why);
        }

        private List<String> dial(Wishes wishes, String now, String next, String why) {
            return judge(DaysOff.NONE, Most.NO_MATTER, wishes).broken(knownAt(now, tried), dialAt(next, why));
        }
    }

    @Nested
    class AWishForTheHourInWhichMostAnswer {
        /// A third at 18:00, a half at 19:00, too little known of the others.
        private static final PlanJudge MOST_ANSWER_AT_SEVEN = judge(
                DaysOff.NONE,
                Most.NO_MATTER,
                new Wishes(
                        Spread.ANSWERED,
                        new Answered(hours(10, 0), hours(30, 0), hours(0, 25), hours(0, 50)),
                        List.of(),
                        false));

        @Test
        void is_kept_while_there_is_room_and_said() {
            assertThat(dial("23T15:00:45", "23T18:00:45", "after it"))
                    .containsExactly("is not in the hour in which most answer, although there is room for it");
            assertThat(dial("23T15:00:45", "23T19:00:00", "put off to 19:00: answered most often"))
                    .isEmpty();
            assertThat(dial("23T15:00:45", "23T19:00:00", "because"))
                    .containsExactly("does not say for which wish it was put off: because");
            assertThat(dial("23T15:00:45", "23T19:00:01", "put off to 19:00: answered most often"))
                    .containsExactly("is 3556.0 s later than any rule asks for");
        }

        @Test
        void is_not_kept_from_an_hour_of_which_too_little_is_known() {
            assertThat(dial("23T14:31:45", "23T17:31:45", "after it")).isEmpty();
            assertThat(dial("23T14:31:45", "23T19:00:00", "put off to 19:00: answered most often"))
                    .containsExactly("is 5295.0 s later than any rule asks for");
        }

        /// @param now when an attempt of 45 s is over
        private List<String> dial(String now, String next, String why) {
            var tried = new Tried(at(now) - 45 * SECOND, at(now), Happened.SWITCHED_OFF);
            return MOST_ANSWER_AT_SEVEN.broken(knownAt(now, List.of(tried)), dialAt(next, why));
        }

        private static List<Integer> hours(int atSix, int atSeven) {
            return IntStream.range(0, 24)
                    .mapToObj(hour -> hour == 18 ? atSix : hour == 19 ? atSeven : 0)
                    .toList();
        }
    }

    /// Good moves of random lives, each spoiled in one way.
    @Nested
    class AGoodMove {
        @Test
        void a_moment_too_early_is_found() {
            assertThat(missedMoments(-1)).isEmpty();
        }

        @Test
        void a_minute_too_early_is_found() {
            assertThat(missedMoments(-MINUTE)).isEmpty();
        }

        @Test
        void a_moment_too_late_is_found() {
            assertThat(missedMoments(1)).isEmpty();
        }

        @Test
        void put_into_the_next_quiet_hours_is_found() {
            assertThat(goodDials()
                            .filter(good -> nextQuiet(good).isPresent())
                            .filter(good -> !good.broken(
                                            good.dial(nextQuiet(good).getAsLong(), Optional.empty()))
                                    .contains("rings in quiet hours")))
                    .isEmpty();
        }

        @Test
        void put_onto_a_day_off_is_found() {
            assertThat(goodDials().filter(good -> dayOff(good).isPresent()).count())
                    .as("there are some")
                    .isGreaterThan(100);
            assertThat(goodDials()
                            .filter(good -> dayOff(good).isPresent())
                            .filter(good -> !good.broken(good.dial(dayOff(good).getAsLong(), Optional.of("no room")))
                                    .contains("rings in quiet hours")))
                    .isEmpty();
        }

        @Test
        void with_its_problem_hushed_up_is_found() {
            assertThat(goodDials()
                            .filter(good -> good.dial().problem().isPresent())
                            .filter(good -> good.broken(good.dial(good.dial().at(), Optional.empty()))
                                    .isEmpty()))
                    .isEmpty();
        }

        @Test
        void with_a_problem_made_up_is_found() {
            assertThat(goodDials()
                            .filter(good -> good.dial().problem().isEmpty())
                            .filter(good -> good.broken(good.dial(good.dial().at(), Optional.of("no room")))
                                    .isEmpty()))
                    .isEmpty();
        }

        @Test
        void without_a_reason_is_found() {
            assertThat(goodDials().filter(good -> good.broken(good.saying(" ")).isEmpty()))
                    .isEmpty();
        }

        @Test
        void at_the_customers_best_time_without_saying_so_is_found() {
            var atBestTime = goodDials()
                    .filter(good -> good.dial().why().contains(": the customer's best time"))
                    .toList();
            assertThat(atBestTime.size()).as("there are some").isGreaterThan(20);
            assertThat(atBestTime.stream()
                            .filter(good -> good.broken(good.saying("at once")).isEmpty()))
                    .isEmpty();
        }

        @Test
        void put_off_for_a_best_time_that_nobody_named_is_found() {
            assertThat(goodDials()
                            .filter(good -> good.dial().why().contains(": the customer's best time"))
                            .filter(good -> !good.isTooLateWithoutWishes()))
                    .isEmpty();
        }

        @Test
        void put_off_for_an_hour_that_is_not_the_one_in_which_most_answer_is_found() {
            var answered = goodDials()
                    .filter(good -> good.dial().why().contains("answered most often"))
                    .toList();
            assertThat(answered.size()).as("there are some").isGreaterThan(20);
            assertThat(answered.stream()
                            .filter(good -> good.broken(good.dial(good.dial().at() + HOUR, Optional.empty()))
                                    .isEmpty()))
                    .isEmpty();
            assertThat(answered.stream()
                            .filter(good -> good.broken(good.saying("put off to a better hour"))
                                    .isEmpty()))
                    .isEmpty();
        }

        @Test
        void for_which_the_household_had_to_be_left_alone_made_sooner_is_found() {
            var late = goodDials()
                    .filter(good -> good.dial().why().contains("to this household"))
                    .filter(Good::isTooLateWithoutHousehold)
                    .toList();
            assertThat(late.size()).as("there are some").isGreaterThan(20);
            assertThat(late.stream()
                            .filter(good -> good.broken(good.dial(
                                            good.dial().at() - 1, good.dial().problem()))
                                    .isEmpty()))
                    .isEmpty();
            assertThat(late.stream()
                            .filter(good -> good.broken(good.saying("at once")).isEmpty()))
                    .isEmpty();
        }

        @Test
        void turned_into_any_end_is_found() {
            for (Ending ending : Ending.values()) {
                assertThat(goodDials()
                                .filter(good -> good.broken(new Said.Closed(ending, "because"))
                                        .isEmpty()))
                        .as("%s", ending)
                        .isEmpty();
            }
        }

        @Test
        void of_closing_turned_into_another_attempt_is_found() {
            assertThat(lives().flatMap(life -> life.steps().stream()
                                    .filter(step -> step.said() instanceof Said.Closed)
                                    .map(step -> new Good(life, step)))
                            .filter(good -> good.broken(
                                            new Said.DialAt(good.step().now(), "once more", Optional.empty()))
                                    .isEmpty()))
                    .isEmpty();
        }

        @Test
        void at_another_number_is_found() {
            var several = goodDials()
                    .filter(good -> good.life().drawn().phones().many() > 1)
                    .toList();
            assertThat(several.size()).as("there are some").isGreaterThan(400);
            assertThat(several.stream()
                            .flatMap(good -> IntStream.range(0, 3)
                                    .filter(number -> number != good.dial().number())
                                    .mapToObj(number -> good.broken(good.at(number))))
                            .filter(List::isEmpty))
                    .isEmpty();
        }

        @Test
        void that_goes_on_at_another_number_made_a_new_attempt_and_the_other_way_round_is_found() {
            var goesOn = goodDials().filter(good -> good.dial().isTheSame()).toList();
            assertThat(goesOn.size()).as("there are some").isGreaterThan(100);
            assertThat(goesOn.stream()
                            .filter(good -> good.broken(good.saying("at once")).isEmpty()))
                    .isEmpty();
            assertThat(goodDials()
                            .filter(good -> !good.dial().isTheSame())
                            .filter(good -> good.broken(good.saying(good.dial().why() + ": the same attempt"))
                                    .isEmpty()))
                    .isEmpty();
        }

        @Test
        void that_goes_on_at_another_number_left_out_is_found() {
            assertThat(goodDials()
                            .filter(good -> good.dial().isTheSame())
                            .filter(good -> good.broken(good.withoutTheOthers()).isEmpty()))
                    .isEmpty();
        }

        /// A wait after a failure of ours that was shortened for the floor may be shortened to any length that
        /// keeps it.
        private static Stream<Good> missedMoments(long later) {
            return goodDials()
                    .filter(good -> !good.dial().why().contains("would cost the floor"))
                    .filter(good -> good.broken(good.dial(
                                    good.dial().at() + later, good.dial().problem()))
                            .isEmpty());
        }

        private static Stream<Good> goodDials() {
            return lives().flatMap(life -> life.steps().stream()
                    .filter(step -> step.said() instanceof Said.DialAt)
                    .map(step -> new Good(life, step)));
        }

        private static Stream<Life> lives() {
            return LongStream.rangeClosed(1, 400).mapToObj(Life::play);
        }

        /// The same time of a later day on which nobody is rung.
        private static OptionalLong dayOff(Good good) {
            var rules = good.judgedRules();
            var everyDay = new WallClock(rules.zone(), rules.quiet(), DaysOff.NONE);
            var clock = new WallClock(rules.zone(), rules.quiet(), rules.daysOff());
            return LongStream.rangeClosed(1, 8)
                    .map(day -> good.dial().at() + day * DAY)
                    .filter(at -> everyDay.mayRing(at) && !clock.mayRing(at))
                    .findFirst();
        }

        private static OptionalLong nextQuiet(Good good) {
            var clock = new WallClock(
                    good.judgedRules().zone(),
                    good.judgedRules().quiet(),
                    good.judgedRules().daysOff());
            return LongStream.range(0, 24 * 60)
                    .map(minute -> good.dial().at() + minute * MINUTE)
                    .filter(at -> !clock.mayRing(at))
                    .findFirst();
        }
    }

    private record Good(Life life, Life.Step step) {
        Rules judgedRules() {
            return life.drawn().rules();
        }

        Said.DialAt dial() {
            return (Said.DialAt) step.said();
        }

        Said.DialAt dial(long at, Optional<String> problem) {
            return new Said.DialAt(at, dial().why(), problem, dial().number());
        }

        Said.DialAt saying(String why) {
            return new Said.DialAt(dial().at(), why, dial().problem(), dial().number());
        }

        /// As a planner would go on that knows of one number alone.
        Said withoutTheOthers() {
            var known = step.known();
            long after = known.leftAloneAfter().stream()
                    .filter(one -> one.happened().mayHaveRung)
                    .mapToLong(Tried::end)
                    .max()
                    .orElseThrow();
            long gap = judgedRules().leaveAlone();
            long at = new WallClock(
                            judgedRules().zone(),
                            judgedRules().quiet(),
                            judgedRules().daysOff())
                    .firstAllowed(Math.max(known.now(), after + gap));
            return new Said.DialAt(at, "after the pause", dial().problem(), 0);
        }

        Said.DialAt at(int number) {
            return new Said.DialAt(dial().at(), dial().why(), dial().problem(), number);
        }

        /// Who knows of no wish finds it too late.
        boolean isTooLateWithoutWishes() {
            return isTooLate(judgedRules().most(), Wishes.NONE);
        }

        boolean isTooLateWithoutHousehold() {
            var most = judgedRules().most();
            return isTooLate(
                    new Most(most.in24Hours(), most.in30Days()), judgedRules().wishes());
        }

        private boolean isTooLate(Most most, Wishes wishes) {
            var rules = judgedRules();
            return new PlanJudge(new Rules(
                            rules.zone(),
                            rules.quiet(),
                            rules.daysOff(),
                            rules.furtherAttempts(),
                            rules.window(),
                            rules.leaveAlone(),
                            rules.ringTime(),
                            rules.ownFailureWait(),
                            most,
                            wishes))
                    .broken(step.known(), dial()).stream()
                            .anyMatch(rule -> rule.endsWith("later than any rule asks for"));
        }

        List<String> broken(Said said) {
            return new PlanJudge(judgedRules()).broken(step.known(), said);
        }
    }

    /// Of the telecom profile.
    private static PlanJudge judge(DaysOff daysOff, Most most, Wishes wishes) {
        return new PlanJudge(new Rules(
                "Asia/Shanghai",
                TELECOM_HOURS,
                daysOff,
                3,
                48 * HOUR,
                3 * HOUR,
                35 * SECOND,
                10 * MINUTE,
                most,
                wishes));
    }

    /// A callback asked for at [#ASKED], at a number that nothing else rang.
    private static Known knownAt(String now, List<Tried> tried) {
        return Known.of(ASKED, ASKED, at(now), List.copyOf(tried), List.of(), Optional.empty());
    }

    private static Said dialAt(String next, String why) {
        return new Said.DialAt(at(next), why, Optional.empty());
    }

    private static Tried off(String start) {
        return new Tried(at(start), at(start) + 45 * SECOND, Happened.SWITCHED_OFF);
    }

    /// `23T16:30:00`: the day of November 2026 and the time in Shanghai.
    private static long at(String text) {
        return LocalDateTime.parse("2026-11-" + text).toEpochSecond(ZoneOffset.ofHours(8)) * SECOND;
    }
}
