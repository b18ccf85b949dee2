package hearback.telephony.flow;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallRecord.LegClosed;
import hearback.telephony.call.Direction;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.OutcomeRule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows calls: the end of an outbound call settles its attempt; a customer who was spoken to, whoever rang, is not
/// rung any more (regulation a.4: any contact, inbound or outbound, ends the series).
///
/// Idempotent: an attempt is settled once, and only callbacks that were asked for before the customer was heard are
/// closed, however late the news is told. The callback whose attempt reached the customer is closed by its own rule.
public final class SettleAttempts implements CallFollower {
    /// The place in the facts is kept under this name.
    public static final String NAME = "attempts";

    private static final Logger log = LoggerFactory.getLogger(SettleAttempts.class);
    /// The settling time of a call, and what the way from the server to here takes when all is well.
    private static final Duration JUST_NOW = Duration.ofSeconds(10);
    /// So much may two clocks that are kept differ.
    private static final Duration APART = Duration.ofSeconds(1);

    private final PlanStore plans;
    private final SettleAttempt settle;
    private final InstantSource time;

    public SettleAttempts(PlanStore plans, SettleAttempt settle, InstantSource time) {
        this.plans = plans;
        this.settle = settle;
        this.time = time;
    }

    @Override
    public void on(CallNews news) {
        switch (news.fact()) {
            case CallFact.Ended _ -> ended(news.call(), news.customer());
            case CallFact.AgentTook _, CallFact.BridgeEntered _ -> contacted(news.call(), news.customer());
            case CallFact.LegAppeared _,
                    CallFact.LegRang _,
                    CallFact.LegHeardEarly _,
                    CallFact.LegAnswered _,
                    CallFact.Queued _,
                    CallFact.Abandoned _,
                    CallFact.AgentRang _,
                    CallFact.BridgeLeft _,
                    CallFact.RecordingBegan _,
                    CallFact.DialReported _,
                    CallFact.LegEnded _,
                    CallFact.LegLost _,
                    CallFact.LegNeverCame _,
                    CallFact.PartMissed _ -> {}
        }
    }

    /// Settles the attempt of this call, when it is one of ours and over.
    ///
    /// @return true when it was settled now
    boolean ended(CallRecord call) {
        return AttemptId.ofChannel(call.id().firstLeg().uniqueid())
                .flatMap(this::find)
                .map(it -> settle.settle(it.id(), OutcomeRule.of(call, it.startedAt()), endOf(it, call)))
                .orElse(false);
    }

    private void ended(CallRecord call, PhoneNumber customer) {
        if (call.direction() == Direction.OUTBOUND) {
            ended(call);
        }
        contacted(call, customer);
    }

    private void contacted(CallRecord call, PhoneNumber customer) {
        call.answeredAt()
                .flatMap(heard -> contact(call, customer, heard))
                .ifPresent(contact -> endOtherSeries(call, contact));
    }

    private void endOtherSeries(CallRecord call, PlanStore.Contact contact) {
        var how = contact.by().isPresent() ? "another callback reached the customer" : "the customer rang us";
        var close = new NextMove.Close(CloseReason.CONTACTED, how + ": call " + call.id());
        plans.closeAll(contact, close, time.instant())
                .forEach(id -> log.info("callback closed callback={}: {} call={}", id, how, call.id()));
    }

    /// Empty when nobody knows who it was.
    private Optional<PlanStore.Contact> contact(CallRecord call, PhoneNumber customer, Instant heard) {
        return switch (call.direction()) {
            case INBOUND ->
                customer instanceof PhoneNumber.Known number
                        ? Optional.of(new PlanStore.Contact(number, heard, Optional.empty()))
                        : Optional.empty();
            case OUTBOUND ->
                AttemptId.ofChannel(call.id().firstLeg().uniqueid())
                        .flatMap(plans::findByAttempt)
                        .map(CallbackPlan::request)
                        .map(asked -> new PlanStore.Contact(asked.number(), heard, Optional.of(asked.id())));
        };
    }

    /// The end as the server's clock has it, and never later than now. Where that clock cannot be right it is now,
    /// so
    /// that the spacing is never shortened: when the call began before we released it, or when a call that was
    /// heard
    /// whole, and so just now, ended long ago, because the clock was set in the middle of it.
    private Instant endOf(Attempt attempt, CallRecord call) {
        var said =
                call.customerEnd().ended().map(LegClosed::at).or(call::endedAt).orElseGet(time::instant);
        var now = time.instant();
        boolean isBehind = call.startedAt().plus(APART).isBefore(releasedAt(attempt));
        boolean wasSet = call.missed().isEmpty() && said.plus(JUST_NOW).isBefore(now);
        return isBehind || wasSet || said.isBefore(call.startedAt()) || said.isAfter(now) ? now : said;
    }

    private Optional<Attempt> find(AttemptId id) {
        return plans.findByAttempt(id).stream()
                .flatMap(plan -> plan.attempts().stream())
                .filter(attempt -> attempt.id().equals(id))
                .findFirst();
    }

    private static Instant releasedAt(Attempt attempt) {
        return switch (attempt.state()) {
            case AttemptState.Released(Instant at) -> at;
            case AttemptState.Committed _, AttemptState.Unknown _, AttemptState.Settled _ -> attempt.startedAt();
        };
    }
}
