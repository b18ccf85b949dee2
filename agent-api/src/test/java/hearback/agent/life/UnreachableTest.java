package hearback.agent.life;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.Post;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What becomes of a customer whom callbacks could not reach (a.4: never silently closed).
class UnreachableTest {
    private static final Actor AGENT = Actor.at(Post.AGENT, "lin");
    private static final Actor LEAD = Actor.at(Post.SUPERVISOR, "sun");
    private static final LineFact FOUND = new LineFact.FoundUnreachable(
            "c1", LineFact.Hindrance.TRIES_EXHAUSTED, "3 further attempts failed on the customer's side within 48 h");
    private static final EndFact NO_COMPLAINT = new EndFact.Closed(EndFact.How.NO_COMPLAINT, "he never called again");
    private static final EndFact ON_THAT_GROUND = new EndFact.Closed(EndFact.How.UNREACHABLE, "tried for two days");

    private final Played played = Played.called("telecom", "2026-03-02 09:00:00");

    @Test
    void a_ticket_whose_customer_was_not_reached_is_closed_by_nobody_before_a_supervisor_decided() {
        played.does(Actor.ITSELF, FOUND)
                .refuses(AGENT, NO_COMPLAINT, Refusal.UNREACHABLE_IS_OPEN)
                .refuses(LEAD, NO_COMPLAINT, Refusal.UNREACHABLE_IS_OPEN)
                .refuses(LEAD, ON_THAT_GROUND, Refusal.UNREACHABLE_IS_OPEN);

        assertThat(Standing.of(played.profile(), played.life()).tasks()).containsExactly("unreachable");
    }

    @Test
    void accepted_by_a_supervisor_with_words_it_may_be_closed_on_that_ground() {
        var accepted = new CustomerFact.UnreachableAccepted("c1", "four tries, two letters came back");
        played.does(Actor.ITSELF, FOUND)
                .refuses(AGENT, accepted, Refusal.NOT_YOUR_POST)
                .refuses(LEAD, new CustomerFact.UnreachableAccepted("c1", " "), Refusal.EMPTY_TEXT)
                .refuses(
                        LEAD,
                        new CustomerFact.UnreachableAccepted("c2", "x"),
                        Refusal.NOTHING_ASKED,
                        Map.of("request", "unreachable"))
                .does(LEAD, accepted)
                .does(AGENT, ON_THAT_GROUND)
                .stands(new Stage.Closed(Stage.Kind.UNREACHABLE, played.now()));
        assertThat(Standing.of(played.profile(), played.life()).tasks()).isEmpty();
    }

    @Test
    void without_such_a_word_nothing_is_closed_on_that_ground() {
        played.refuses(LEAD, ON_THAT_GROUND, Refusal.UNREACHABLE_NOT_ACCEPTED)
                .does(Actor.ITSELF, FOUND)
                .does(LEAD, new CustomerFact.OtherChannelUsed("c1", "letter", played.now(), "the refund is on its way"))
                .refuses(LEAD, ON_THAT_GROUND, Refusal.UNREACHABLE_NOT_ACCEPTED);
        assertThat(Unreachable.pending(played.life())).isEmpty();
    }

    @Test
    void another_channel_is_named_with_its_time_which_is_not_to_come() {
        played.does(Actor.ITSELF, FOUND)
                .refuses(
                        LEAD,
                        new CustomerFact.OtherChannelUsed(
                                "c1", "letter", played.now().plusSeconds(1), "x"),
                        Refusal.TIME_TO_COME)
                .refuses(
                        LEAD,
                        new CustomerFact.OtherChannelUsed("c1", "", played.now(), "x"),
                        Refusal.EMPTY_TEXT,
                        Map.of("field", "channel"));
    }

    @Test
    void a_renewed_callback_may_end_without_contact_too_and_is_a_task_again() {
        played.does(Actor.ITSELF, FOUND)
                .does(LEAD, new CustomerFact.CallbackRenewed("c1", Optional.empty(), "he is back from his journey"))
                .refuses(LEAD, new CustomerFact.CallbackRenewed("c1", Optional.empty(), "again"), Refusal.NOTHING_ASKED)
                .does(
                        Actor.ITSELF,
                        new LineFact.FoundUnreachable(
                                "c2", LineFact.Hindrance.NUMBER_CHANGED, "he has another number"));

        assertThat(Unreachable.pending(played.life()))
                .extracting(step -> ((LineFact.FoundUnreachable) step.fact()).callback())
                .containsExactly("c2");
    }

    @Test
    void an_acceptance_is_worth_nothing_after_he_was_not_reached_again() {
        played.does(Actor.ITSELF, FOUND)
                .does(LEAD, new CustomerFact.UnreachableAccepted("c1", "four tries"))
                .does(
                        Actor.ITSELF,
                        new LineFact.FoundUnreachable("c2", LineFact.Hindrance.TRIES_EXHAUSTED, "again four"))
                .refuses(LEAD, ON_THAT_GROUND, Refusal.UNREACHABLE_IS_OPEN);
    }

    @Test
    void a_customer_who_was_told_something_after_all_is_nobodys_task_any_more() {
        played.does(Actor.ITSELF, FOUND).does(AGENT, new CustomerFact.ProgressTold("the technician comes tomorrow"));

        assertThat(Unreachable.pending(played.life())).isEmpty();
        assertThat(Standing.of(played.profile(), played.life()).tasks()).isEmpty();
    }

    @Test
    void only_hearback_itself_finds_a_customer_unreachable() {
        played.refuses(LEAD, FOUND, Refusal.NOT_FOR_PEOPLE);
    }
}
