package hearback.agent.life;

import static hearback.agent.life.Played.DISPATCHER;
import static hearback.agent.life.Played.FOLLOW_UP;
import static hearback.agent.life.Played.NETWORK;
import static hearback.agent.life.Played.called;
import static hearback.agent.life.Played.profile;
import static hearback.agent.life.Played.to;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.FollowUp.Question;
import hearback.config.profile.FollowUp.Scale;
import hearback.config.profile.Handling.ReplyPart;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a machine may ask a customer and write down, under the profiles that come with the program.
final class SurveyFollowUpTest {
    private static final Map<Question, Scale> CONTENT =
            Map.of(Question.TIMELINESS, Scale.AVERAGE, Question.SATISFACTION, Scale.SATISFIED);
    private static final Map<Question, Scale> DISSATISFIED =
            Map.of(Question.TIMELINESS, Scale.AVERAGE, Question.SATISFACTION, Scale.DISSATISFIED);

    private static Played told() {
        return called("telecom", "2025-10-13 09:00")
                .submitted("2025-10-13 09:05")
                .does(DISPATCHER, to(NETWORK))
                .does(
                        NETWORK,
                        new OrderFact.Answered(
                                1,
                                Map.of(
                                        ReplyPart.CAUSE, "a cable was cut",
                                        ReplyPart.PROCESS, "spliced",
                                        ReplyPart.RESULT, "restored",
                                        ReplyPart.CUSTOMER_ATTITUDE, "content")))
                .does(DISPATCHER, new OrderFact.AnswerApproved(1))
                .does(
                        NETWORK,
                        new CustomerFact.ResultTold(CustomerFact.Way.SPOKEN, "it is restored", Optional.empty()));
    }

    @Test
    void keys_are_the_points_of_the_scale_and_what_is_none_is_no_answer() {
        assertThat(Survey.answers(Map.of("timeliness", 1, "satisfaction", 4)))
                .isEqualTo(Map.of(Question.TIMELINESS, Scale.SATISFIED, Question.SATISFACTION, Scale.DISSATISFIED));
        assertThat(Survey.answers(Map.of("timeliness", 5, "weather", 1))).isEmpty();
    }

    @Test
    void the_answers_of_a_content_customer_close_his_ticket_as_if_a_person_had_asked() {
        Played ticket = told();

        assertThat(Survey.refusal(ticket.profile(), ticket.life(), ticket.now()))
                .isEmpty();
        ticket.does(Actor.SURVEY, Survey.followUp(ticket.profile(), CONTENT).orElseThrow());
        assertThat(ticket.life().stage().id()).isEqualTo("closed");
    }

    @Test
    void a_dissatisfied_customer_is_decided_on_by_people() {
        Played ticket = told();

        ticket.does(
                        Actor.SURVEY,
                        Survey.followUp(ticket.profile(), DISSATISFIED).orElseThrow())
                .stands(new Stage.Objected(false))
                .refuses(NETWORK, new CustomerFact.SecondDispatchDecided(true, "not content"), Refusal.NOT_YOUR_POST)
                .does(FOLLOW_UP, new CustomerFact.SecondDispatchDecided(true, "not content"))
                .stands(new Stage.Submitted())
                .does(DISPATCHER, to(NETWORK))
                .stands(new Stage.AtDepartment());
    }

    @Test
    void what_is_not_answered_whole_is_no_follow_up() {
        assertThat(Survey.followUp(profile("telecom"), Map.of(Question.SATISFACTION, Scale.SATISFIED)))
                .isEmpty();
        assertThat(Survey.followUp(profile("rural-bank"), Map.of(Question.SATISFACTION, Scale.SATISFIED)))
                .as("where the other question is not asked for")
                .isPresent();
    }

    @Test
    void whether_he_wants_to_hear_from_us_is_asked_by_a_person_alone() {
        assertThat(Survey.followUp(profile("gas"), DISSATISFIED)).isEmpty();
        assertThat(Survey.followUp(profile("gas"), CONTENT)).isPresent();
    }

    @Test
    void nobody_is_asked_on_a_scale_that_is_not_the_institutions() {
        Played ticket = called("car-dealer", "2025-10-13 09:00");

        assertThat(Survey.refusal(ticket.profile(), ticket.life(), ticket.now()))
                .map(Decision.Refused::why)
                .contains(Refusal.NOT_ASKED_BY_MACHINE);
    }

    @Test
    void nobody_is_asked_before_he_was_told_or_after_he_was_asked() {
        Played early = called("telecom", "2025-10-13 09:00");
        assertThat(Survey.refusal(early.profile(), early.life(), early.now()))
                .map(Decision.Refused::why)
                .contains(Refusal.NOT_IN_THIS_STAGE);

        Played late = told();
        late.does(FOLLOW_UP, new CustomerFact.FollowedUp(CONTENT, "", Optional.empty(), false));
        assertThat(Survey.refusal(late.profile(), late.life(), late.now()))
                .map(Decision.Refused::why)
                .contains(Refusal.NOT_IN_THIS_STAGE);
    }
}
