package hearback.agent.flow;

import hearback.agent.life.Actor;
import hearback.agent.life.CustomerFact;
import hearback.agent.life.LineFact;
import hearback.agent.life.Step;
import hearback.agent.life.Survey;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.TicketId;
import hearback.config.profile.FollowUp.Question;
import hearback.config.profile.FollowUp.Scale;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.Direction;
import hearback.telephony.call.SurveyAnswer;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.flow.CallFollower;
import hearback.telephony.flow.Callbacks;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows calls: what a customer pressed in a survey is written into the history of its ticket, and where it answers
/// what the institution asks, it is the ticket's follow-up. What follows from that follows as from a person's:
/// content, and the ticket is closed; dissatisfied, and somebody decides on a second dispatch (S0-28).
///
/// Where it is not the follow-up, that stays owed: a person asks. Idempotent: both steps have the call for their cause.
public final class SettleSurveys implements CallFollower {
    /// The place in the facts is kept under this name.
    public static final String NAME = "surveys";

    private static final Logger LOG = LoggerFactory.getLogger(SettleSurveys.class);

    private final TicketStore tickets;
    private final Callbacks callbacks;
    private final Rulebook rules;
    private final WorkOnTickets work;
    private final InstantSource time;

    public SettleSurveys(
            TicketStore tickets, Callbacks callbacks, Rulebook rules, WorkOnTickets work, InstantSource time) {
        this.tickets = tickets;
        this.callbacks = callbacks;
        this.rules = rules;
        this.work = work;
        this.time = time;
    }

    @Override
    public void on(CallNews news) {
        CallRecord call = news.call();
        boolean mayTell = news.fact() instanceof CallFact.Ended || news.fact() instanceof CallFact.SurveyAnswered;
        if (!mayTell
                || call.direction() != Direction.OUTBOUND
                || call.endedAt().isEmpty()
                || call.survey().isEmpty()) {
            return;
        }
        AttemptId.ofCall(call.id())
                .flatMap(callbacks::ofAttempt)
                .filter(plan -> plan.request().reason() == CallbackReason.SURVEY)
                .ifPresent(plan -> OpenTickets.ticketOf(plan.request().subject())
                        .ifPresent(ticket -> tickets.life(ticket).ifPresent(life -> settle(ticket, life, plan, call))));
    }

    private void settle(TicketId ticket, TicketLife life, CallbackPlan plan, CallRecord call) {
        Map<Question, Scale> answers = answers(call);
        CallbackId callback = plan.request().id();
        tickets.tell(
                ticket,
                "survey " + call.id(),
                call.endedAt().orElse(call.startedAt()),
                Actor.SURVEY,
                new LineFact.Surveyed(
                        callback.toString(),
                        call.id().text(),
                        answers,
                        call.survey().stream().mapToInt(SurveyAnswer::repeats).sum(),
                        call.survey().stream().mapToInt(SurveyAnswer::timeouts).sum()));
        // He may have been told another result since.
        if (callbackFor(ticket, life).equals(callback)) {
            Survey.followUp(rules.of(life, time.instant()), answers)
                    .ifPresentOrElse(
                            done -> followUp(ticket, call, done),
                            () -> LOG.info("survey leaves the follow-up to a person ticket={}", ticket));
        }
    }

    private void followUp(TicketId ticket, CallRecord call, CustomerFact.FollowedUp done) {
        switch (work.propose(ticket, Actor.SURVEY, "followed up by survey " + call.id(), done)) {
            case WorkOnTickets.Outcome.Taken _ ->
                LOG.info("survey is the follow-up ticket={} call={}", ticket, call.id());
            // Somebody asked him meanwhile, or the ticket is done: what was pressed stands in its history.
            case WorkOnTickets.Outcome.Refused refused ->
                LOG.info(
                        "survey is no follow-up ticket={} call={}: {}",
                        ticket,
                        call.id(),
                        refused.refused().why());
            case WorkOnTickets.Outcome.NoSuchTicket _, WorkOnTickets.Outcome.CauseUsedOtherwise _ ->
                LOG.warn("survey could not be written ticket={} call={}", ticket, call.id());
        }
    }

    private static Map<Question, Scale> answers(CallRecord call) {
        Map<String, Integer> keys = new HashMap<>();
        call.survey().forEach(answer -> answer.key().ifPresent(key -> keys.put(answer.question(), key)));
        return Survey.answers(keys);
    }

    /// The survey about what the customer was told last: one, whoever asks for it and however often.
    public static CallbackId callbackFor(TicketId ticket, TicketLife life) {
        int told =
                life.lastStep(CustomerFact.ResultTold.class).map(Step::ordinal).orElse(0);
        String name = "survey:" + ticket + ":" + told;
        return new CallbackId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }
}
