package hearback.agent.life;

import static hearback.agent.life.Played.AGENT;
import static hearback.agent.life.Played.DISPATCHER;
import static hearback.agent.life.Played.FOLLOW_UP;
import static hearback.agent.life.Played.NETWORK;
import static hearback.agent.life.Played.QUALITY;
import static hearback.agent.life.Played.REPAIR;
import static hearback.agent.life.Played.SUPERVISOR;
import static hearback.agent.life.Played.called;
import static hearback.agent.life.Played.profile;
import static hearback.agent.life.Played.time;
import static hearback.agent.life.Played.to;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.clock.Clock;
import hearback.config.profile.Channel;
import hearback.config.profile.Circumstance;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClassRule;
import hearback.config.profile.ClockId;
import hearback.config.profile.FollowUp.Question;
import hearback.config.profile.FollowUp.Scale;
import hearback.config.profile.Handling.ReplyPart;
import hearback.config.profile.Intake;
import hearback.config.profile.Post;
import hearback.config.profile.Powers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The worked examples of regulation part (b) that are about what may be done: b.5, b.6, b.7, b.9 and b.10.
final class LifeExamplesTest {
    private static final Map<ReplyPart, String> ANSWER = Map.of(
            ReplyPart.CAUSE, "found",
            ReplyPart.PROCESS, "done",
            ReplyPart.RESULT, "restored",
            ReplyPart.CUSTOMER_ATTITUDE, "content");

    private static IntakeFact.Weighed amount(String amount) {
        return new IntakeFact.Weighed(Set.of(), Optional.of(new BigDecimal(amount)), Optional.empty());
    }

    /// Node limit 24 h, dispatched Mon 10:00; answered Mon 16:00, sent back Tue 09:00, answered again Tue 13:00.
    @Test
    void b5_a_return_does_not_move_the_limit_S0_24() {
        var ticket = called("telecom", "2025-10-13 09:00")
                .submitted("2025-10-13 09:30")
                .at("2025-10-13 10:00")
                .does(DISPATCHER, to(REPAIR))
                .at("2025-10-13 16:00")
                .does(REPAIR, new OrderFact.Answered(1, ANSWER))
                .at("2025-10-14 09:00")
                .does(DISPATCHER, new OrderFact.AnswerReturned(1, "not what was asked"))
                .at("2025-10-14 13:00")
                .does(REPAIR, new OrderFact.Answered(1, ANSWER));
        ticket.clockIs("handling", 0, "2025-10-14 10:00", Clock.Verdict.BREACHED);
        assertThat(ticket.clock("handling")
                        .lateBy(ticket.now(), ticket.profile().calendar()))
                .hasHours(3);
    }

    /// Due Thu 2025-10-09, the holiday before it: one working day before is Tue 30 September.
    @ParameterizedTest
    @CsvSource({"2025-09-30 23:00, true", "2025-10-01 00:00, false", "2025-10-08 12:00, false"})
    void b5_an_extension_is_asked_for_one_working_day_before_S4_61(String asked, boolean inTime) {
        var ticket = called("car-dealer", "2025-09-30 09:00")
                .submitted("2025-09-30 09:10")
                .at("2025-09-30 09:20")
                .does(DISPATCHER, to(REPAIR));
        Clock solution = ticket.clock("solution");
        assertThat(solution.due()).isAfter(time("2025-10-09 23:59")).isBefore(time("2025-10-10 00:00"));
        var extension = new CourseFact.ExtensionAsked(
                new ClockId("solution"), 1, time("2025-10-14 18:00"), "half done", "a part is missing", true);
        ticket.at(asked);
        if (inTime) {
            ticket.does(REPAIR, extension)
                    .refuses(REPAIR, extension, Refusal.ASKED_ALREADY)
                    .does(
                            SUPERVISOR,
                            new CourseFact.ExtensionGranted(extension.clock(), extension.order(), extension.until()))
                    .refuses(
                            REPAIR,
                            new CourseFact.ExtensionAsked(
                                    extension.clock(), 1, time("2025-10-15 18:00"), "still", "again", true),
                            Refusal.EXTENDED_TOO_OFTEN,
                            Map.of("most", "1"));
            assertThat(ticket.clock("solution").due()).isEqualTo(extension.until());
        } else {
            ticket.refuses(REPAIR, extension, Refusal.ASKED_TOO_LATE);
        }
    }

    @Test
    void b6_a_call_in_between_urges_and_repeated_urges_raise_the_level_S0_10_S0_52() {
        var ticket = called("telecom", "2025-10-13 09:00");
        assertThat(ticket.life().urgency(ticket.profile())).isEqualTo(ClassRule.Urgency.NORMAL);
        var urged = new CourseFact.Urged(CourseFact.By.CUSTOMER, Optional.of("pbx/2"), "");
        ticket.does(Actor.ITSELF, urged);
        assertThat(ticket.life().classes()).containsExactly(ClassFlag.REPEAT_IN_PROGRESS);
        assertThat(ticket.life().urgency(ticket.profile())).isEqualTo(ClassRule.Urgency.HIGH);
        ticket.does(Actor.ITSELF, urged).does(Actor.ITSELF, urged);
        assertThat(ticket.life().urgency(ticket.profile())).isEqualTo(ClassRule.Urgency.URGENT);
    }

    @Test
    void b6_a_new_ticket_about_a_bad_result_says_why_and_is_dispatched_in_30_minutes_S0_11_S0_34() {
        var ticket = called("telecom", "2025-10-13 09:00")
                .refuses(
                        AGENT,
                        new CourseFact.LinkedTo("202510120001", CourseFact.Kinship.DISSATISFIED_WITH, ""),
                        Refusal.EMPTY_TEXT,
                        Map.of("field", "why"))
                .does(
                        AGENT,
                        new CourseFact.LinkedTo(
                                "202510120001", CourseFact.Kinship.DISSATISFIED_WITH, "it failed again"))
                .submitted("2025-10-13 10:00");
        assertThat(ticket.life().classes()).containsExactly(ClassFlag.REPEAT_DISSATISFIED);
        assertThat(ticket.clock("dispatch-urgent").due()).isEqualTo(time("2025-10-13 10:30"));
        assertThat(ticket.life().clocks(ticket.profile()))
                .noneMatch(clock -> clock.rule().id().text().equals("dispatch"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postal-bank", "rural-bank"})
    void b7_fifty_thousand_is_no_gate_and_one_fen_more_is_S3_62(String bank) {
        called(bank, "2025-10-13 10:00")
                .does(AGENT, amount("50000.00"))
                .submitted("2025-10-13 10:05")
                .refuses(QUALITY, new IntakeFact.Rechecked(Optional.of("r"), "heard"), Refusal.NO_GATE)
                .does(DISPATCHER, to(REPAIR));
        called(bank, "2025-10-13 10:00")
                .does(AGENT, amount("50000.01"))
                .submitted("2025-10-13 10:05")
                .refuses(DISPATCHER, to(REPAIR), Refusal.GATE_CLOSED, Map.of("trigger", "amount"))
                .does(QUALITY, new IntakeFact.Rechecked(Optional.of("r"), "heard at 10:20"))
                .at("2025-10-13 10:25")
                .does(DISPATCHER, to(REPAIR));
    }

    @ParameterizedTest
    @EnumSource(
            value = Circumstance.class,
            names = {"WELL_KNOWN_PERSON", "HOT_TOPIC", "REPUTATION"})
    void b7_any_of_these_is_a_gate_at_any_amount_S3_62(Circumstance circumstance) {
        called("postal-bank", "2025-10-13 10:00")
                .does(
                        AGENT,
                        new IntakeFact.Weighed(
                                Set.of(circumstance), Optional.of(new BigDecimal("0.01")), Optional.empty()))
                .submitted("2025-10-13 10:05")
                .refuses(DISPATCHER, to(REPAIR), Refusal.GATE_CLOSED, Map.of("trigger", Ids.of(circumstance)));
    }

    @Test
    void b7_the_written_record_and_a_second_person_serve_where_nothing_was_recorded_S3_54() {
        var dispatcherWhoTookIt = Actor.at(Post.DISPATCHER, AGENT.name());
        called("postal-bank", "2025-10-13 10:00")
                .does(AGENT, amount("60000.00"))
                .submitted("2025-10-13 10:05")
                .refuses(
                        dispatcherWhoTookIt,
                        new IntakeFact.Rechecked(Optional.empty(), "read"),
                        Refusal.SAME_PERSON,
                        Map.of("person", AGENT.name()))
                .does(DISPATCHER, new IntakeFact.Rechecked(Optional.empty(), "read to the customer"))
                .does(DISPATCHER, to(REPAIR));
    }

    @Test
    void b9_a_ticket_stands_at_one_leaf_of_each_axis_S0_44() {
        var ticket = called("telecom", "2025-10-13 10:00");
        assertThat(ticket.life().leaves(ticket.profile()))
                .containsOnlyKeys("business", "nature", "problem", "cause")
                .containsValue("not-yet-determined");
        ticket.does(AGENT, new IntakeFact.Classified("problem", "repair-late"))
                .does(AGENT, new IntakeFact.Classified("problem", "repair-again"))
                .refuses(AGENT, new IntakeFact.Classified("problem", "moon"), Refusal.NO_SUCH_LEAF)
                .refuses(AGENT, new IntakeFact.Classified("moon", "other"), Refusal.NO_SUCH_AXIS);
        assertThat(ticket.life().leaves(ticket.profile())).containsEntry("problem", "repair-again");
    }

    @ParameterizedTest
    @CsvSource({"2026-03-04 10:00, false", "2026-03-07 10:00, true", "2026-03-09 23:00, true"})
    void b10_a_call_before_the_fifth_day_does_not_serve_S2_53(String called, boolean serves) {
        var ticket = dealt().at(called).does(FOLLOW_UP, asked(Scale.SATISFIED, ""));
        assertThat(ticket.life().stage().isOpen()).isEqualTo(!serves);
        if (!serves) {
            ticket.refuses(SUPERVISOR, new EndFact.Closed(EndFact.How.FINISHED, "enough"), Refusal.FOLLOW_UP_IS_DUE)
                    .at("2026-03-07 10:00")
                    .does(FOLLOW_UP, asked(Scale.SATISFIED, ""));
            assertThat(ticket.life().stage().isOpen()).isFalse();
        }
    }

    /// The form is back on Mon 2026-03-02.
    private static Played dealt() {
        return called("car-dealer", "2026-03-02 09:00")
                .submitted("2026-03-02 09:10")
                .does(DISPATCHER, to(REPAIR))
                .at("2026-03-02 15:00")
                .does(REPAIR, new OrderFact.Answered(1, ANSWER))
                .does(DISPATCHER, new OrderFact.AnswerApproved(1))
                .does(SUPERVISOR, new CourseFact.Approved(Powers.Act.SOLUTION, "agreed"))
                .does(
                        REPAIR,
                        new CustomerFact.ResultTold(CustomerFact.Way.SPOKEN, "repaired for nothing", Optional.empty()));
    }

    @Test
    void b10_a_dissatisfied_customer_of_the_dealer_goes_back_and_nobody_may_think_otherwise_S2_62() {
        dealt().at("2026-03-07 10:00")
                .refuses(FOLLOW_UP, asked(Scale.AVERAGE, ""), Refusal.NOT_ON_THE_SCALE, Map.of("answer", "average"))
                .does(FOLLOW_UP, asked(Scale.DISSATISFIED, "it squeaks"))
                .stands(new Stage.Objected(true))
                .refuses(
                        FOLLOW_UP,
                        new CustomerFact.SecondDispatchDecided(false, "it always did"),
                        Refusal.MUST_BE_DISPATCHED)
                .does(FOLLOW_UP, new CustomerFact.SecondDispatchDecided(true, "it squeaks"))
                .stands(new Stage.Submitted());
    }

    @Test
    void b10_nobody_asks_about_the_work_of_his_own_department_S1_15() {
        var ofRepair = new Actor("wu", Optional.of(Post.FOLLOW_UP), REPAIR.department());
        var ticket = dealt().at("2026-03-07 10:00")
                .refuses(ofRepair, asked(Scale.SATISFIED, ""), Refusal.SAME_DEPARTMENT, Map.of("department", "repair"))
                .refuses(
                        DISPATCHER,
                        new CustomerFact.FollowUpAssigned("wu", REPAIR.department()),
                        Refusal.SAME_DEPARTMENT)
                .does(DISPATCHER, new CustomerFact.FollowUpAssigned("zhou", Optional.empty()))
                .refuses(FOLLOW_UP, asked(Scale.SATISFIED, ""), Refusal.ASSIGNED_TO_ANOTHER, Map.of("to", "zhou"))
                .does(Actor.at(Post.FOLLOW_UP, "zhou"), asked(Scale.SATISFIED, ""));
        assertThat(ticket.life().stage().isOpen()).isFalse();
    }

    @Test
    void whoever_is_complained_about_has_no_hand_in_it_S1_26_S3_37() {
        called("telecom", "2025-10-13 10:00")
                .does(AGENT, new IntakeFact.Described(Map.of(Intake.Field.SUBJECT, REPAIR.name())))
                .submitted("2025-10-13 10:05")
                .refuses(DISPATCHER, to(REPAIR), Refusal.RECUSED)
                .does(DISPATCHER, to(NETWORK))
                .does(NETWORK, new TrustFact.Recused(NETWORK.name(), "my brother"))
                .refuses(NETWORK, new OrderFact.OrderTaken(1), Refusal.RECUSED);
    }

    @Test
    void documents_come_first_only_where_the_profile_says_so_S3_92_S0_57() {
        called("telecom", "2025-10-13 10:00")
                .refuses(AGENT, new IntakeFact.DocumentsAwaited("the bill"), Refusal.NOT_IN_THIS_STAGE);
        var profile = profile("telecom");
        var decision = Decide.opening(
                profile,
                AGENT,
                time("2025-10-13 10:00"),
                new IntakeFact.Registered(Channel.COMMENT_BOOK, Optional.empty(), time("2025-10-13 09:00")),
                List.of());
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.CHANNEL_NOT_TAKEN));
    }

    @Test
    void what_an_outside_body_passes_on_is_escalated_and_its_limit_stands_on_the_ticket_S0_13_S0_14() {
        var ticket = called("telecom", "2025-10-13 10:00")
                .does(
                        AGENT,
                        new CourseFact.EscalatedFrom(
                                "the administration", "2025-17", Optional.of(time("2025-10-20 18:00"))));
        assertThat(ticket.life().classes()).containsExactly(ClassFlag.ESCALATED);
        assertThat(ticket.clock("promise").due()).isEqualTo(time("2025-10-20 18:00"));
    }

    @Test
    void more_than_a_post_may_promise_is_not_promised_S3_24() {
        var kind = Powers.Kind.FEE_REDUCTION;
        called("telecom", "2025-10-13 10:00")
                .does(AGENT, new CustomerFact.CompensationPromised(kind, new BigDecimal("50.00")))
                .refuses(
                        AGENT,
                        new CustomerFact.CompensationPromised(kind, new BigDecimal("50.01")),
                        Refusal.MORE_THAN_YOU_MAY_PROMISE,
                        Map.of("amount", "50.01"))
                .does(SUPERVISOR, new CustomerFact.CompensationPromised(kind, new BigDecimal("5000")));
    }

    private static CustomerFact.FollowedUp asked(Scale answer, String why) {
        return new CustomerFact.FollowedUp(
                Map.of(Question.SATISFACTION, answer), "", Optional.of(why).filter(text -> !text.isEmpty()), true);
    }

    @Test
    void what_is_not_solved_in_a_month_becomes_major_by_itself_and_once_S3_90() {
        var ticket = called("telecom", "2026-03-02 09:00");
        var before = Alarms.due(ticket.profile(), ticket.life(), time("2026-04-01 23:59"));
        assertThat(before).noneMatch(step -> step.fact() instanceof IntakeFact.ClassGiven);
        var then = Alarms.due(ticket.profile(), ticket.life(), time("2026-04-02 00:00"));
        assertThat(then).extracting(Step::fact).contains(new IntakeFact.ClassGiven(ClassFlag.MAJOR, "ours"));
        var after = ticket.life().with(then);
        assertThat(after.urgency(ticket.profile())).isEqualTo(ClassRule.Urgency.URGENT);
        assertThat(Alarms.untold(ticket.profile(), after)).isEmpty();
    }

    @Test
    void a_department_is_urged_when_its_limit_comes_near_and_each_alarm_is_told_once() {
        var ticket = called("telecom", "2026-03-02 09:00")
                .submitted("2026-03-02 09:10")
                .does(DISPATCHER, to(REPAIR));
        var warned = Alarms.due(ticket.profile(), ticket.life(), time("2026-03-02 21:10"));
        assertThat(warned.stream().filter(step -> step.fact() instanceof CourseFact.Urged))
                .as("half of the 24 h of the department are over")
                .hasSize(1);
        var late = Alarms.due(ticket.profile(), ticket.life().with(warned), time("2026-03-04 09:00"));
        assertThat(late.stream().filter(step -> step.fact() instanceof WatchFact.ClockBreached))
                .extracting(
                        step -> ((WatchFact.ClockBreached) step.fact()).clock().text())
                .containsExactly("first-reply", "handling");
        assertThat(Alarms.due(ticket.profile(), ticket.life().with(warned).with(late), time("2026-03-09 09:00")))
                .isEmpty();
    }
}
