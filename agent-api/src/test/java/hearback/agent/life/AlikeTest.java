package hearback.agent.life;

import static hearback.agent.life.Played.AGENT;
import static hearback.agent.life.Played.DISPATCHER;
import static hearback.agent.life.Played.QUALITY;
import static hearback.agent.life.Played.REPAIR;
import static hearback.agent.life.Played.SUPERVISOR;
import static hearback.agent.life.Played.called;
import static hearback.agent.life.Played.time;
import static hearback.agent.life.Played.to;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.life.Alike.Fellow;
import hearback.agent.life.Alike.Others;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClassRule;
import hearback.config.profile.Handling;
import hearback.config.profile.Intake;
import hearback.config.profile.Post;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Worked examples of the classes that depend on other tickets: S3-91, S3-88, S0-12, S4-47.
final class AlikeTest {
    private static Played inArea(String place) {
        return called("telecom", "2025-10-13 09:00")
                .does(AGENT, new IntakeFact.Classified("business", "broadband"))
                .does(AGENT, new IntakeFact.Classified("nature", "repair"))
                .does(AGENT, new IntakeFact.Described(Map.of(Intake.Field.PLACE, place)));
    }

    private static Optional<Likeness> likeness(Played ticket) {
        return Likeness.of(ticket.profile(), ticket.life());
    }

    private static Set<String> matters(Played ticket) {
        return likeness(ticket).map(Likeness::matters).orElse(Set.of());
    }

    /// As many households, one after the other.
    private static List<Fellow> households(int count, String from, Duration apart) {
        return IntStream.range(0, count)
                .mapToObj(n -> new Fellow(
                        "20251013000" + n,
                        Optional.of("household " + n),
                        time(from).plus(apart.multipliedBy(n))))
                .toList();
    }

    private static List<CourseFact.FoundAlike> found(Played ticket, Fellow self, List<Fellow> ofMatter) {
        return Alike.found(ticket.profile(), ticket.life(), self, new Others(ofMatter, List.of()));
    }

    @Test
    void the_same_trouble_in_one_area_is_one_matter_however_it_is_written_S3_88() {
        assertThat(matters(inArea("滨江花园3号楼"))).hasSize(1).isEqualTo(matters(inArea(" 滨江花园 ３号楼，")));
        assertThat(matters(inArea("Garden Street 5"))).isEqualTo(matters(inArea("garden street, 5")));
        assertThat(matters(inArea("滨江花园3号楼"))).isNotEqualTo(matters(inArea("滨江花园4号楼")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-yet-determined", "other"})
    void a_kind_of_complaint_that_is_open_or_neither_this_nor_that_is_no_matter_S0_44(String leaf) {
        assertThat(matters(inArea("Garden Street").does(AGENT, new IntakeFact.Classified("nature", leaf))))
                .isEmpty();
    }

    @Test
    void a_kind_of_complaint_alone_is_no_matter_and_neither_is_a_story_S3_91() {
        var nowhere = called("telecom", "2025-10-13 09:00")
                .does(AGENT, new IntakeFact.Classified("business", "broadband"))
                .does(AGENT, new IntakeFact.Classified("nature", "repair"));
        assertThat(matters(nowhere)).isEmpty();
        assertThat(matters(inArea("..."))).as("nothing is left of it").isEmpty();
        assertThat(matters(inArea("x".repeat(101)))).isEmpty();
    }

    @Test
    void people_say_it_by_marking_and_by_linking_and_hearback_by_linking_two_calls_does_not_S0_12_S4_62() {
        var marked = called("telecom", "2025-10-13 09:00").does(DISPATCHER, new CourseFact.MarkedBatch("March cut"));
        assertThat(matters(marked)).containsExactly("batch/telecom/marchcut");
        var link = new CourseFact.LinkedTo("202510130001", CourseFact.Kinship.SAME_MATTER, "the same cut");
        assertThat(matters(called("telecom", "2025-10-13 09:00").does(AGENT, link)))
                .containsExactly(Likeness.linkedTo("202510130001"));
        assertThat(matters(called("telecom", "2025-10-13 09:00").does(Actor.ITSELF, link)))
                .as("one customer called twice")
                .isEmpty();
    }

    @Test
    void what_was_withdrawn_found_invalid_or_no_complaint_does_not_count() {
        assertThat(likeness(inArea("Garden Street")
                        .does(AGENT, new EndFact.WithdrawalAsked("he wants to"))
                        .does(QUALITY, new EndFact.WithdrawalChecked(true, "asked"))))
                .isEmpty();
        assertThat(likeness(inArea("Garden Street")
                        .does(AGENT, new EndFact.Closed(EndFact.How.NO_COMPLAINT, "a question"))))
                .isEmpty();
        assertThat(likeness(
                        inArea("Garden Street").does(AGENT, new IntakeFact.NotAccepted("not ours", Optional.empty()))))
                .isEmpty();
        var invalid = called("gas", "2025-10-13 09:00")
                .does(AGENT, new IntakeFact.Classified("subject", "supply"))
                .does(AGENT, new IntakeFact.Described(Map.of(Intake.Field.PLACE, "Garden Street")))
                .submitted("2025-10-13 09:05");
        assertThat(matters(invalid)).hasSize(1);
        invalid.does(DISPATCHER, to(REPAIR))
                .does(REPAIR, new OrderFact.JudgedInvalid(1, Handling.Ground.UNTRUE, "there was gas"));
        assertThat(likeness(invalid)).isEmpty();
    }

    @Test
    void a_customer_is_the_same_with_and_without_his_country_and_whoever_gives_nothing_is_nobody() {
        var written =
                inArea("x").does(AGENT, new IntakeFact.Described(Map.of(Intake.Field.CONTACT, "139 0000-0001 张")));
        assertThat(likeness(written).orElseThrow().complainant())
                .isEqualTo(likeness(inArea("x"))
                        .orElseThrow()
                        .complainedBy(Optional.of("+8613900000001"))
                        .complainant())
                .isPresent();
        assertThat(likeness(inArea("x")).orElseThrow().complainant()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4, 60, false", "5, 60, true", "5, 360, true", "5, 361, false"})
    void five_or_more_on_one_matter_at_the_same_time_are_a_batch_and_24_hours_include_the_last_S3_91(
            int households, long minutesApart, boolean isBatch) {
        var ticket = inArea("Garden Street");
        var all = households(households, "2025-10-13 09:00", Duration.ofMinutes(minutesApart));
        var found = found(ticket, all.getFirst(), all);
        assertThat(found).hasSize(isBatch ? 1 : 0);
        if (isBatch) {
            assertThat(found.getFirst())
                    .isEqualTo(new CourseFact.FoundAlike(
                            CourseFact.Shared.MATTER,
                            ClassFlag.BATCH,
                            all.stream().map(Fellow::number).toList(),
                            24 * 60));
        }
    }

    @Test
    void five_calls_of_one_household_are_one_and_those_without_a_name_are_one_together_S3_91() {
        var ticket = inArea("Garden Street");
        var four = households(4, "2025-10-13 09:00", Duration.ofMinutes(1));
        var again = new ArrayList<>(four);
        again.add(new Fellow("202510130009", Optional.of("household 0"), time("2025-10-13 10:00")));
        assertThat(found(ticket, four.getFirst(), again)).isEmpty();
        again.add(new Fellow("202510130010", Optional.empty(), time("2025-10-13 10:00")));
        assertThat(found(ticket, four.getFirst(), again)).as("somebody else").hasSize(1);
        var three = new ArrayList<>(four.subList(0, 3));
        three.add(new Fellow("202510130010", Optional.empty(), time("2025-10-13 10:00")));
        three.add(new Fellow("202510130011", Optional.empty(), time("2025-10-13 10:00")));
        assertThat(found(ticket, four.getFirst(), three)).isEmpty();
    }

    @Test
    void what_follows_from_the_class_follows_and_it_is_said_why_in_both_languages_S0_16_S0_34() {
        var ticket = inArea("Garden Street").submitted("2025-10-13 10:00");
        var five = households(5, "2025-10-13 09:00", Duration.ofMinutes(10));
        var found = found(ticket, five.getLast(), five).getFirst();
        ticket.at("2025-10-13 10:10")
                .refuses(SUPERVISOR, found, Refusal.NOT_FOR_PEOPLE)
                .does(Actor.ITSELF, found);
        assertThat(ticket.life().classes()).containsExactly(ClassFlag.BATCH);
        assertThat(ticket.life().last(IntakeFact.ClassGiven.class))
                .map(IntakeFact.ClassGiven::why)
                .contains("S3-91");
        assertThat(ticket.life().urgency(ticket.profile())).isEqualTo(ClassRule.Urgency.URGENT);
        assertThat(ticket.clock("dispatch-urgent").due()).isEqualTo(time("2025-10-13 10:40"));
        assertThat(new Words(Locale.ENGLISH).of(found, found.tickets()))
                .isEqualTo("5 tickets of the same matter within 24 h: 202510130000, 202510130001, 202510130002,"
                        + " 202510130003, 202510130004");
        assertThat(new Words(Locale.CHINA).of(found, List.of("202510130004")))
                .isEqualTo("24 小时内同一事项工单 5 张：202510130004");
        assertThat(found(ticket, five.getLast(), five)).as("it stands").isEmpty();
        ticket.does(DISPATCHER, new IntakeFact.ClassTaken(ClassFlag.BATCH, "two cables"));
        assertThat(found(ticket, five.getLast(), five))
                .as("somebody took it away")
                .isEmpty();
    }

    @Test
    void every_ticket_of_a_batch_is_marked_also_one_that_is_done_but_no_file_is_opened_again_S0_12() {
        var done = inArea("Garden Street").does(AGENT, new IntakeFact.SettledAtOnce("it works again"));
        var five = households(5, "2025-10-13 09:00", Duration.ofMinutes(10));
        var found = found(done, five.getFirst(), five).getFirst();
        done.does(Actor.ITSELF, found);
        assertThat(done.life().classes()).containsExactly(ClassFlag.BATCH);
        assertThat(done.life().stage().isOpen()).isFalse();
        inArea("Garden Street")
                .does(AGENT, new IntakeFact.SettledAtOnce("it works again"))
                .does(QUALITY, new EndFact.Archived("a cable", "none", "none"))
                .refuses(Actor.ITSELF, found, Refusal.NOT_IN_THIS_STAGE);
    }

    @Test
    void three_of_one_customer_about_one_problem_in_a_month_are_concentrated_and_the_ends_count_S4_47() {
        var ticket = called("car-dealer", "2025-10-13 09:00")
                .does(AGENT, new IntakeFact.Classified("scope", "repair-quality"));
        assertThat(likeness(ticket).orElseThrow().problem()).contains("car-dealer/scope=repair-quality");
        var mine = Optional.of("one customer");
        var first = new Fellow("202509130001", mine, time("2025-09-13 09:00"));
        var second = new Fellow("202509200001", mine, time("2025-09-20 09:00"));
        var third = new Fellow("202510130001", mine, time("2025-10-13 09:00"));
        var late = new Fellow("202510130002", mine, time("2025-10-13 09:01"));
        assertThat(Alike.classes(ticket.profile(), third, new Others(List.of(), List.of(first, second))))
                .containsExactly(ClassFlag.CONCENTRATED);
        assertThat(Alike.classes(ticket.profile(), late, new Others(List.of(), List.of(first, second))))
                .isEmpty();
        assertThat(Alike.classes(ticket.profile(), third, new Others(List.of(), List.of(second))))
                .isEmpty();
    }

    /// Whatever comes in whatever order: looking at each as it comes tells just those whom a look at all tells.
    @Test
    void whoever_comes_last_every_one_of_a_crowd_is_found_and_nobody_else() {
        var ticket = inArea("Garden Street");
        int crowds = 0;
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom dice = new SplittableRandom(seed);
            List<Fellow> all = new ArrayList<>();
            for (int n = 0; n < 12; n++) {
                all.add(new Fellow(
                        "n" + n,
                        Optional.of("household " + dice.nextInt(8)),
                        time("2025-10-13 09:00")
                                .plusSeconds(dice.nextLong(Duration.ofDays(4).toSeconds()))));
            }
            Set<String> told = new HashSet<>();
            for (int known = 1; known <= all.size(); known++) {
                List<Fellow> now = all.subList(0, known);
                now.stream().filter(one -> !found(ticket, one, now).isEmpty()).forEach(one -> told.add(one.number()));
            }
            Set<String> crowd = crowd(all);
            crowds += crowd.isEmpty() ? 0 : 1;
            assertThat(told).as("seed " + seed).isEqualTo(crowd);
        }
        assertThat(crowds).isBetween(50, 295);
    }

    /// By looking at every stretch that begins with one of them.
    private static Set<String> crowd(List<Fellow> all) {
        Set<String> crowd = new HashSet<>();
        for (Fellow first : all) {
            Instant until = first.receivedAt().plus(Duration.ofDays(1));
            List<Fellow> within = all.stream()
                    .filter(one -> !one.receivedAt().isBefore(first.receivedAt())
                            && !one.receivedAt().isAfter(until))
                    .toList();
            if (within.stream().map(Fellow::complainant).distinct().count() >= 5) {
                within.forEach(one -> crowd.add(one.number()));
            }
        }
        return crowd;
    }

    @Test
    void nobody_may_say_that_it_was_found() {
        assertThat(Duty.of(new CourseFact.FoundAlike(CourseFact.Shared.MATTER, ClassFlag.BATCH, List.of(), 1)))
                .isEqualTo(Set.<Post>of());
    }
}
