package hearback.agent.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Role;
import hearback.agent.life.Actor;
import hearback.agent.life.CustomerFact;
import hearback.agent.life.Fact;
import hearback.agent.life.Ids;
import hearback.agent.life.IntakeFact;
import hearback.agent.life.LineFact;
import hearback.agent.life.OrderFact;
import hearback.agent.life.Step;
import hearback.agent.sql.SqlAskedStore;
import hearback.agent.sql.SqlTicketStore;
import hearback.agent.testing.FakeCallbacks;
import hearback.agent.testing.Sample;
import hearback.agent.testing.ShippedTelecom;
import hearback.agent.testing.TestDatabase;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.config.profile.Channel;
import hearback.config.profile.FollowUp.Question;
import hearback.config.profile.FollowUp.Scale;
import hearback.config.profile.Handling.ReplyPart;
import hearback.config.profile.Intake;
import hearback.config.profile.Post;
import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.Lines;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.SurveyAnswer;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SettleSurveysTest {
    private static final Instant NOON = Sample.NOON;
    private static final InstantSource TIME = InstantSource.fixed(NOON);
    private static final AgentIdentity WU = new AgentIdentity("wu", Role.FOLLOW_UP, Optional.empty());
    private static final Actor DISPATCHER = Actor.at(Post.DISPATCHER, "zhao");
    private static final Actor NETWORK = Actor.of("network", "wang");

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private static SqlTicketStore tickets;

    private static int last;

    private final FakeCallbacks callbacks = new FakeCallbacks();
    private final WorkOnTickets work = new WorkOnTickets(tickets, ShippedTelecom.RULES, TIME);
    private final SettleSurveys settle = new SettleSurveys(tickets, callbacks, ShippedTelecom.RULES, work, TIME);
    private final AskCallback ask = new AskCallback(
            callbacks,
            tickets,
            new SqlAskedStore(database.pool()),
            written -> new PhoneNumber.Known("+86" + written.text()),
            ShippedTelecom.RULES,
            TIME);
    private final String number = "135000" + (20_000 + last++);

    @BeforeAll
    static void start() {
        database = new TestDatabase();
        tickets = new SqlTicketStore(database.pool(), ShippedTelecom.RULES);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void the_answers_are_written_once_however_often_the_call_is_told() {
        Ticket ticket = told();
        CallRecord call = surveyed(asked(ticket), 2, 1);

        for (int i = 0; i < 3; i++) {
            settle.on(Sample.ended(call, new PhoneNumber.Known("+86" + number)));
        }

        assertThat(kinds(ticket)).containsOnlyOnce("surveyed", "followed-up").endsWith("closed");
        assertThat(steps(ticket).stream()
                        .filter(step -> step.fact() instanceof LineFact.Surveyed)
                        .findFirst())
                .hasValueSatisfying(step -> {
                    assertThat(step.actor()).isEqualTo(Actor.SURVEY);
                    assertThat(step.fact()).isInstanceOfSatisfying(LineFact.Surveyed.class, said -> {
                        assertThat(said.call()).isEqualTo(call.id().text());
                        assertThat(said.answers())
                                .isEqualTo(Map.of(
                                        Question.TIMELINESS,
                                        Scale.FAIRLY_SATISFIED,
                                        Question.SATISFACTION,
                                        Scale.SATISFIED));
                        assertThat(said.repeats()).isEqualTo(2);
                        assertThat(said.timeouts()).isEqualTo(2);
                    });
                });
    }

    @Test
    void what_comes_after_a_person_asked_stands_in_the_history_and_changes_nothing() {
        Ticket ticket = told();
        CallRecord call = surveyed(asked(ticket), 1, 4);
        does(
                ticket,
                Actor.at(Post.FOLLOW_UP, "wu"),
                new CustomerFact.FollowedUp(
                        Map.of(Question.TIMELINESS, Scale.AVERAGE, Question.SATISFACTION, Scale.SATISFIED),
                        "",
                        Optional.empty(),
                        false));

        settle.on(Sample.ended(call, new PhoneNumber.Known("+86" + number)));

        assertThat(kinds(ticket)).containsOnlyOnce("followed-up").doesNotContain("objection-noted");
        assertThat(kinds(ticket)).endsWith("surveyed");
    }

    @Test
    void a_call_of_another_callback_is_no_survey_whatever_was_pressed() {
        Ticket ticket = told();
        CallbackPlan plan = asked(ticket);
        CallRecord call = surveyed(plan, 1, 4);
        callbacks.put(new CallbackPlan(
                new CallbackRequest(
                        plan.request().id(),
                        plan.request().subject(),
                        plan.request().number(),
                        CallbackReason.REPLY,
                        NOON),
                plan.profile(),
                plan.createdAt(),
                plan.state(),
                List.of(attempt(plan)),
                plan.problem()));

        settle.on(Sample.ended(call, new PhoneNumber.Known("+86" + number)));

        assertThat(kinds(ticket)).doesNotContain("surveyed", "followed-up");
    }

    @Test
    void a_survey_is_asked_for_once_for_what_he_was_told_last() {
        Ticket ticket = told();
        AskCallback.Wish wish = wish(ticket);

        assertThat(ask.ask(WU, "one", wish)).isInstanceOf(AskCallback.Answer.Accepted.class);
        assertThat(ask.ask(WU, "one", wish))
                .as("the same wish under the same key")
                .isInstanceOfSatisfying(
                        AskCallback.Answer.Accepted.class,
                        again -> assertThat(again.isNew()).isFalse());
        assertThat(callbacks.list(Optional.empty(), Optional.empty(), 9)).hasSize(1);
    }

    @Test
    void nobody_is_surveyed_about_no_ticket_or_before_he_was_told() {
        assertThat(ask.ask(
                        WU,
                        "none " + number,
                        new AskCallback.Wish(number, CallbackReason.SURVEY, Optional.empty(), Optional.empty())))
                .isEqualTo(new AskCallback.Answer.SurveyOfNoTicket());
        assertThat(ask.ask(WU, "early " + number, wish(opened()))).isInstanceOf(AskCallback.Answer.Refused.class);
        assertThat(callbacks.list(Optional.empty(), Optional.empty(), 9)).isEmpty();
    }

    private AskCallback.Wish wish(Ticket ticket) {
        return new AskCallback.Wish(
                number,
                CallbackReason.SURVEY,
                Optional.empty(),
                Optional.of(ticket.opening().number()));
    }

    private CallbackPlan asked(Ticket ticket) {
        return ((AskCallback.Answer.Accepted) ask.ask(WU, "survey " + number, wish(ticket))).plan();
    }

    private static Attempt attempt(CallbackPlan plan) {
        return new Attempt(
                AttemptId.of(plan.request().id(), 1),
                plan.request().id(),
                1,
                plan.request().number(),
                Sample.MAIN,
                1,
                NOON,
                new AttemptState.Released(NOON));
    }

    private CallRecord surveyed(CallbackPlan plan, int timeliness, int satisfaction) {
        callbacks.put(new CallbackPlan(
                plan.request(),
                plan.profile(),
                plan.createdAt(),
                new CallbackState.Dialling(),
                List.of(attempt(plan)),
                plan.problem()));
        LegId leg = attempt(plan).id().leg(Sample.MAIN);
        List<CallFact> facts = new ArrayList<>(List.of(
                new CallFact.LegAnswered(NOON, leg),
                new CallFact.SurveyAnswered(
                        NOON.plusSeconds(5), leg, new SurveyAnswer("timeliness", Optional.of(timeliness), 2, 2)),
                new CallFact.SurveyAnswered(
                        NOON.plusSeconds(9), leg, new SurveyAnswer("satisfaction", Optional.of(satisfaction), 0, 0)),
                new CallFact.LegEnded(NOON.plusSeconds(10), leg, new HangupCause(16, 0), LegState.UP),
                new CallFact.Ended(NOON.plusSeconds(10))));
        return Call.of(CallId.bornOf(leg), facts).record(new Lines(Map.of(), Set.of()));
    }

    private Ticket opened() {
        var asked = new TicketStore.NewTicket(
                new TicketId(UUID.nameUUIDFromBytes(number.getBytes(StandardCharsets.UTF_8))),
                "4001",
                new PhoneNumber.Known("+86" + number),
                NOON);
        var registered = new IntakeFact.Registered(Channel.PHONE, Optional.of("4001"), NOON);
        var described = new IntakeFact.Described(
                Map.of(Intake.Field.CONTENT, "no internet", Intake.Field.CONTACT, "his own number"));
        return ((WorkOnTickets.Opened.Done)
                        work.open(asked, Actor.at(Post.AGENT, "lin"), registered, List.of(described)))
                .ticket();
    }

    private Ticket told() {
        Ticket ticket = opened();
        does(ticket, Actor.at(Post.AGENT, "lin"), new IntakeFact.Submitted());
        does(
                ticket,
                DISPATCHER,
                new OrderFact.Dispatched(0, "network", "wang", Optional.of("another"), false, "look into it"));
        does(
                ticket,
                NETWORK,
                new OrderFact.Answered(
                        1,
                        Map.of(
                                ReplyPart.CAUSE, "a cable was cut",
                                ReplyPart.PROCESS, "spliced",
                                ReplyPart.RESULT, "restored",
                                ReplyPart.CUSTOMER_ATTITUDE, "content")));
        does(ticket, DISPATCHER, new OrderFact.AnswerApproved(1));
        does(ticket, NETWORK, new CustomerFact.ResultTold(CustomerFact.Way.SPOKEN, "restored", Optional.empty()));
        return ticket;
    }

    private void does(Ticket ticket, Actor actor, Fact fact) {
        assertThat(work.propose(ticket.opening().id(), actor, "does " + last++, fact))
                .isInstanceOf(WorkOnTickets.Outcome.Taken.class);
    }

    private List<Step> steps(Ticket ticket) {
        return tickets.life(ticket.opening().id()).orElseThrow().steps();
    }

    private List<String> kinds(Ticket ticket) {
        return steps(ticket).stream()
                .map(step -> Ids.of(step.fact().getClass()))
                .toList();
    }
}
