package hearback.agent.life;

import static hearback.agent.clock.Clock.Verdict.MET;
import static hearback.agent.clock.Clock.Verdict.RUNNING;
import static hearback.agent.life.Played.AGENT;
import static hearback.agent.life.Played.DISPATCHER;
import static hearback.agent.life.Played.FOLLOW_UP;
import static hearback.agent.life.Played.NETWORK;
import static hearback.agent.life.Played.OTHER_DISPATCHER;
import static hearback.agent.life.Played.REPAIR;
import static hearback.agent.life.Played.SUPERVISOR;
import static hearback.agent.life.Played.called;
import static hearback.agent.life.Played.time;
import static hearback.agent.life.Played.to;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.life.CustomerFact.FollowUpInstructed;
import hearback.agent.life.CustomerFact.FollowedUp;
import hearback.agent.life.CustomerFact.ProgressTold;
import hearback.agent.life.CustomerFact.ResultTold;
import hearback.agent.life.CustomerFact.SecondDispatchDecided;
import hearback.agent.life.CustomerFact.Way;
import hearback.agent.life.OrderFact.AnswerApproved;
import hearback.agent.life.OrderFact.AnswerReturned;
import hearback.agent.life.OrderFact.Answered;
import hearback.agent.life.OrderFact.OrderRefused;
import hearback.agent.life.OrderFact.OrderTaken;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClockId;
import hearback.config.profile.FollowUp.Question;
import hearback.config.profile.FollowUp.Scale;
import hearback.config.profile.Handling.Ground;
import hearback.config.profile.Handling.ReplyPart;
import hearback.config.profile.Post;
import hearback.config.profile.Powers;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Complaints from the first call to the file, with everything that can happen on the way.
final class WholeLivesTest {
    private static final Map<ReplyPart, String> ANSWER = Map.of(
            ReplyPart.CAUSE, "a cable was cut",
            ReplyPart.PROCESS, "spliced, final",
            ReplyPart.RESULT, "restored",
            ReplyPart.CUSTOMER_ATTITUDE, "content");
    private static final Map<Question, Scale> CONTENT =
            Map.of(Question.TIMELINESS, Scale.AVERAGE, Question.SATISFACTION, Scale.SATISFIED);
    private static final Map<Question, Scale> DISSATISFIED =
            Map.of(Question.TIMELINESS, Scale.AVERAGE, Question.SATISFACTION, Scale.DISSATISFIED);
    private static final CourseFact.ExtensionAsked EXTENSION = new CourseFact.ExtensionAsked(
            new ClockId("handling"), 2, time("2025-10-15 18:00"), "parts ordered", "no cable in store", false);

    private static FollowedUp asked(Map<Question, Scale> answers, String why) {
        return new FollowedUp(answers, "", Optional.of(why).filter(text -> !text.isEmpty()), true);
    }

    private static ResultTold told(String what) {
        return new ResultTold(Way.SPOKEN, what, Optional.empty());
    }

    @Test
    void telecom_from_the_call_to_the_file_with_a_return_an_extension_and_a_second_dispatch() {
        var ticket = called("telecom", "2025-10-13 09:00").stands(new Stage.Accepted());
        ticket.submitted("2025-10-13 09:05")
                .stands(new Stage.Submitted())
                .at("2025-10-13 09:30")
                .does(DISPATCHER, to(REPAIR))
                .clockIs("dispatch", 0, "2025-10-13 11:05", MET)
                .at("2025-10-13 09:40")
                .does(REPAIR, new OrderRefused(1, "the fault is in the network"))
                .stands(new Stage.Submitted())
                .at("2025-10-13 10:00")
                .does(DISPATCHER, to(NETWORK))
                .does(NETWORK, new OrderTaken(2))
                .clockIs("handling", 1, "2025-10-14 10:00", RUNNING)
                .at("2025-10-13 16:00")
                .does(NETWORK, new ProgressTold("a cable is being searched for"))
                .clockIs("first-reply", 0, "2025-10-14 09:00", MET)
                .does(NETWORK, new Answered(2, ANSWER))
                .stands(new Stage.UnderReview())
                .at("2025-10-14 09:00")
                .does(DISPATCHER, new AnswerReturned(2, "the cause is not the one the customer means"))
                .stands(new Stage.AtDepartment());
        // S0-24: sending back moves no limit.
        ticket.clockIs("handling", 1, "2025-10-14 10:00", RUNNING)
                .does(NETWORK, EXTENSION)
                .refuses(
                        NETWORK,
                        new CourseFact.ExtensionGranted(new ClockId("handling"), 2, EXTENSION.until()),
                        Refusal.NOT_YOUR_POST)
                .does(SUPERVISOR, new CourseFact.ExtensionGranted(new ClockId("handling"), 2, EXTENSION.until()))
                .clockIs("handling", 1, "2025-10-15 18:00", RUNNING)
                .at("2025-10-15 10:30")
                .does(NETWORK, new Answered(2, ANSWER))
                .does(OTHER_DISPATCHER, new AnswerApproved(2))
                .clockIs("handling", 1, "2025-10-15 18:00", MET)
                // b.1: half past ten and two hours, without noon.
                .clockIs("final-reply", 0, "2025-10-15 15:00", RUNNING)
                .stands(new Stage.ToBeTold())
                .refuses(AGENT, told("restored"), Refusal.NOT_THE_REPLIER, Map.of("replier", "department"))
                .at("2025-10-15 14:50")
                .does(NETWORK, told("restored"))
                .clockIs("final-reply", 0, "2025-10-15 15:00", MET)
                .clockIs("follow-up", 0, "2025-10-18 14:50", RUNNING)
                .stands(new Stage.Told())
                .at("2025-10-16 10:00")
                .refuses(Played.NETWORK, asked(CONTENT, ""), Refusal.NOT_YOUR_POST)
                .refuses(FOLLOW_UP, asked(DISSATISFIED, ""), Refusal.REASON_NOT_ASKED)
                .does(FOLLOW_UP, asked(DISSATISFIED, "cut off again at night"))
                .stands(new Stage.Objected(false))
                .clockIs("follow-up", 0, "2025-10-18 14:50", MET)
                .does(FOLLOW_UP, new SecondDispatchDecided(true, "really not solved"))
                .stands(new Stage.Submitted())
                .at("2025-10-16 10:20")
                .does(DISPATCHER, to(NETWORK))
                .does(NETWORK, new OrderTaken(3))
                .at("2025-10-16 15:00")
                .does(NETWORK, new Answered(3, ANSWER))
                .does(DISPATCHER, new AnswerApproved(3))
                .at("2025-10-16 15:30")
                .does(NETWORK, told("a second splice was replaced"))
                .stands(new Stage.Told())
                .at("2025-10-17 09:00")
                .does(FOLLOW_UP, asked(CONTENT, ""))
                .stands(new Stage.Closed(Stage.Kind.FINISHED, time("2025-10-17 09:00")))
                .refuses(
                        DISPATCHER,
                        new EndFact.Archived("cable", "", "inspection"),
                        Refusal.EMPTY_TEXT,
                        Map.of("field", "responsible"))
                .does(DISPATCHER, new EndFact.Archived("cable", "the contractor was told", "inspection each month"))
                .stands(new Stage.Archived(Stage.Kind.FINISHED, time("2025-10-17 09:00")));
        // Both results are kept: the better one does not overwrite the bad one (b.10).
        assertThat(ticket.life()
                        .all(FollowedUp.class)
                        .map(each -> each.answers().get(Question.SATISFACTION)))
                .containsExactly(Scale.DISSATISFIED, Scale.SATISFIED);
        assertThat(ticket.life().clocks(ticket.profile()))
                .allSatisfy(clock ->
                        assertThat(clock.end()).as(clock.rule().id().text()).isPresent());
    }

    @Test
    void gas_from_the_call_to_the_file_with_a_return_an_extension_and_a_second_dispatch() {
        var extension = new CourseFact.ExtensionAsked(
                new ClockId("valid"), 0, time("2026-03-07 18:00"), "meter ordered", "none in store", true);
        var ticket = called("gas", "2026-03-02 09:00").submitted("2026-03-02 09:10");
        ticket.at("2026-03-02 11:00")
                .does(DISPATCHER, to(REPAIR))
                .does(REPAIR, new OrderTaken(1))
                .does(REPAIR, new OrderFact.JudgedValid(1))
                .at("2026-03-03 15:00")
                .does(REPAIR, new Answered(1, ANSWER))
                .does(DISPATCHER, new AnswerReturned(1, "no word of the meter"))
                .at("2026-03-04 10:00")
                .refuses(REPAIR, withoutConsent(extension), Refusal.NO_CONSENT)
                .does(REPAIR, extension)
                .does(SUPERVISOR, new CourseFact.ExtensionGranted(extension.clock(), 0, extension.until()))
                .clockIs("valid", 0, "2026-03-07 18:00", RUNNING)
                .at("2026-03-06 10:00")
                .does(REPAIR, new Answered(1, ANSWER))
                .does(DISPATCHER, new AnswerApproved(1))
                // S1-10: whoever took it in tells the solution; S1-29: a leader has agreed to it before.
                .refuses(
                        AGENT,
                        told("a new meter"),
                        Refusal.NEEDS_APPROVAL,
                        Map.of("act", "solution", "by", "supervisor"))
                .does(SUPERVISOR, new CourseFact.Approved(Powers.Act.SOLUTION, "agreed"))
                .refuses(REPAIR, told("a new meter"), Refusal.NOT_THE_REPLIER)
                .at("2026-03-06 11:00")
                .does(AGENT, told("a new meter"))
                .clockIs("valid", 0, "2026-03-07 18:00", MET)
                .at("2026-03-09 09:00")
                .refuses(FOLLOW_UP, asked(CONTENT, ""), Refusal.NOT_INSTRUCTED)
                .does(DISPATCHER, new FollowUpInstructed("reviewed"))
                .at("2026-03-10 10:00")
                .does(FOLLOW_UP, asked(DISSATISFIED, "it leaks"))
                .stands(new Stage.Objected(false))
                .does(FOLLOW_UP, new SecondDispatchDecided(true, "it leaks"))
                .at("2026-03-10 10:30")
                .does(DISPATCHER, to(REPAIR))
                .at("2026-03-10 15:00")
                .does(REPAIR, new Answered(2, ANSWER))
                .does(DISPATCHER, new AnswerApproved(2))
                .refuses(AGENT, told("sealed"), Refusal.NEEDS_APPROVAL)
                .does(SUPERVISOR, new CourseFact.Approved(Powers.Act.SOLUTION, "agreed"))
                .does(AGENT, told("sealed"))
                .at("2026-03-11 09:00")
                .does(DISPATCHER, new FollowUpInstructed("reviewed again"))
                .does(FOLLOW_UP, asked(CONTENT, ""))
                .stands(new Stage.Closed(Stage.Kind.FINISHED, time("2026-03-11 09:00")))
                .does(DISPATCHER, new EndFact.Archived("old meter", "none", "all of that year are replaced"))
                .stands(new Stage.Archived(Stage.Kind.FINISHED, time("2026-03-11 09:00")));
        assertThat(ticket.clock("follow-up", 0).due()).isEqualTo(lastOf("2026-03-11"));
    }

    @Test
    void gas_invalid_is_explained_in_a_day_and_nobody_is_asked_afterwards_S1_33_S1_35() {
        called("gas", "2026-03-02 09:00")
                .submitted("2026-03-02 09:10")
                .does(DISPATCHER, to(REPAIR))
                .at("2026-03-02 16:00")
                .refuses(
                        REPAIR,
                        new OrderFact.JudgedInvalid(1, Ground.MISUNDERSTANDING, " "),
                        Refusal.EMPTY_TEXT,
                        Map.of("field", "reason"))
                .does(REPAIR, new OrderFact.JudgedInvalid(1, Ground.MISUNDERSTANDING, "the bill is right"))
                .stands(new Stage.ToBeTold())
                .refuses(AGENT, told("the bill is right"), Refusal.NEEDS_APPROVAL, Map.of("act", "judgement-invalid"))
                .does(SUPERVISOR, new CourseFact.Approved(Powers.Act.JUDGEMENT_INVALID, "so it is"))
                .at("2026-03-03 09:00")
                .does(AGENT, told("the bill is right"))
                .stands(new Stage.Closed(Stage.Kind.FINISHED, time("2026-03-03 09:00")));
    }

    @Test
    void what_was_explained_at_once_is_done_S0_04() {
        called("telecom", "2025-10-13 09:00")
                .at("2025-10-13 09:04")
                .does(AGENT, new IntakeFact.SettledAtOnce("the tariff was explained"))
                .stands(new Stage.Closed(Stage.Kind.SETTLED_AT_ONCE, time("2025-10-13 09:04")))
                .refuses(AGENT, new IntakeFact.Submitted(), Refusal.NOT_IN_THIS_STAGE);
    }

    @Test
    void whoever_withdraws_is_asked_by_another_whether_it_is_his_will_S0_73() {
        called("telecom", "2025-10-13 09:00")
                .submitted("2025-10-13 09:05")
                .does(AGENT, new EndFact.WithdrawalAsked("he says it is settled"))
                .refuses(AGENT, new EndFact.WithdrawalChecked(true, "asked"), Refusal.NOT_YOUR_POST)
                .does(Played.QUALITY, new EndFact.WithdrawalChecked(false, "he was pressed"))
                .stands(new Stage.Submitted())
                .does(AGENT, new EndFact.WithdrawalAsked("he says so again"))
                .does(Played.QUALITY, new EndFact.WithdrawalChecked(true, "of his own will"))
                .stands(new Stage.Closed(Stage.Kind.WITHDRAWN, time("2025-10-13 09:05")));
    }

    @Test
    void closing_against_the_customers_will_needs_another_to_agree_S2_64() {
        called("telecom", "2025-10-13 09:00")
                .submitted("2025-10-13 09:05")
                .refuses(SUPERVISOR, new EndFact.SpeciallyClosed("so be it"), Refusal.NOTHING_ASKED)
                .does(SUPERVISOR, new EndFact.SpecialCloseAsked("he wants the moon"))
                .refuses(SUPERVISOR, new EndFact.SpeciallyClosed("so be it"), Refusal.SAME_PERSON)
                .does(Actor.at(Post.SUPERVISOR, "li"), new EndFact.SpeciallyClosed("seen"))
                .stands(new Stage.Closed(Stage.Kind.SPECIALLY, time("2025-10-13 09:05")));
    }

    @Test
    void after_three_times_to_and_fro_a_supervisor_decides() {
        var ticket = called("telecom", "2025-10-13 09:00").submitted("2025-10-13 09:05");
        for (int order = 1; order <= 3; order++) {
            ticket.does(DISPATCHER, to(REPAIR)).does(REPAIR, new OrderRefused(order, "not ours"));
        }
        ticket.refuses(DISPATCHER, to(REPAIR), Refusal.TOO_MANY_RETURNS, Map.of("limit", "3"))
                .does(SUPERVISOR, to(REPAIR))
                .refuses(REPAIR, new OrderRefused(4, "not ours"), Refusal.TOO_MANY_RETURNS)
                .does(REPAIR, new OrderTaken(4));
    }

    @Test
    void an_answer_without_its_parts_is_none_S0_20() {
        called("telecom", "2025-10-13 09:00")
                .submitted("2025-10-13 09:05")
                .does(DISPATCHER, to(REPAIR))
                .refuses(
                        REPAIR,
                        new Answered(1, Map.of(ReplyPart.CAUSE, "a cable")),
                        Refusal.MISSING_PARTS,
                        Map.of("parts", "process, result, customer-attitude"))
                .refuses(NETWORK, new Answered(1, ANSWER), Refusal.NOT_YOUR_ORDER)
                .does(SUPERVISOR, new IntakeFact.ClassGiven(ClassFlag.CONCENTRATED, "the whole street"))
                .refuses(REPAIR, new Answered(1, ANSWER), Refusal.MISSING_PARTS, Map.of("parts", "remedy"));
    }

    private static CourseFact.ExtensionAsked withoutConsent(CourseFact.ExtensionAsked asked) {
        return new CourseFact.ExtensionAsked(
                asked.clock(), asked.order(), asked.until(), asked.progress(), asked.reason(), false);
    }

    /// The last microsecond of a day (decision 0009).
    private static Instant lastOf(String day) {
        return time(day + " 23:59:59").plusNanos(999_999_000);
    }
}
