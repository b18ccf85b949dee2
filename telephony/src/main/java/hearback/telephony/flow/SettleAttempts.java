package hearback.telephony.flow;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallRecord.LegClosed;
import hearback.telephony.call.Direction;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.MissedPart;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.DialledByHand;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.OutcomeRule;
import hearback.telephony.callback.SurveyRule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows calls: the end of an outbound call settles its attempt; a customer who was spoken to, whoever rang, is not
/// rung any more (regulation a.4: any contact, inbound or outbound, ends the series). One whom an agent rang by hand in
/// vain is left alone as after an attempt (b.2: a manual call counts and moves the next slot).
///
/// Idempotent: an attempt is settled once, a call by hand is kept once, and only callbacks that were asked for before
/// the customer was heard are closed, however late the news is told. The callback whose attempt reached the customer is
/// closed by its own rule.
public final class SettleAttempts implements CallFollower {
    /// The place in the facts is kept under this name.
    public static final String NAME = "attempts";

    private static final Logger log = LoggerFactory.getLogger(SettleAttempts.class);
    /// The settling time of a call, and what the way from the server to here takes when all is well.
    private static final Duration JUST_NOW = Duration.ofSeconds(10);
    /// So much may two clocks that are kept differ.
    private static final Duration APART = Duration.ofSeconds(1);

    /// Whoever follows from far behind must not drop a dial for a call of yesterday, nor close what was asked for
    /// since.
    private static final Duration FRESH = Duration.ofHours(1);

    private final PlanStore plans;
    private final SettleAttempt settle;
    private final CallDropper dropper;
    private final EarlyMedia early;
    private final InstantSource time;

    public SettleAttempts(PlanStore plans, SettleAttempt settle, InstantSource time) {
        this(plans, settle, CallDropper.NONE, EarlyMedia.NOT_HEARD, time);
    }

    /// @param dropper of every server
    /// @param early of every server
    public SettleAttempts(
            PlanStore plans, SettleAttempt settle, CallDropper dropper, EarlyMedia early, InstantSource time) {
        this.plans = plans;
        this.settle = settle;
        this.dropper = dropper;
        this.early = early;
        this.time = time;
    }

    /// What is done for a call is done once, whatever else is done meanwhile.
    @Override
    public boolean takesCallsAtOnce() {
        return true;
    }

    @Override
    public void on(CallNews news) {
        switch (news.fact()) {
            case CallFact.Ended _ -> {
                if (news.call().direction() == Direction.OUTBOUND) {
                    ended(news.call());
                }
                contacted(news);
                dialledByHand(news);
            }
            case CallFact.AgentTook _, CallFact.BridgeEntered _ -> contacted(news);
            case CallFact.LegAppeared seen -> {
                if (seen.leg().equals(news.call().id().firstLeg())) {
                    calling(news.call(), news.customer());
                }
            }
            case CallFact.LegRang _,
                    CallFact.LegHeardEarly _,
                    CallFact.LegAnswered _,
                    CallFact.Queued _,
                    CallFact.Abandoned _,
                    CallFact.AgentRang _,
                    CallFact.BridgeLeft _,
                    CallFact.RecordingBegan _,
                    CallFact.SurveyAnswered _,
                    CallFact.DialReported _,
                    CallFact.LegEnded _,
                    CallFact.LegLost _,
                    CallFact.LegNeverCame _,
                    CallFact.PartMissed _ -> {}
        }
    }

    /// The customer rings us while we ring him: his call is the one that counts, ours is taken off the line before
    /// an agent has it (faults.md case 37). Whether he is still owed one, the end of his call tells.
    private void calling(CallRecord call, PhoneNumber customer) {
        boolean isNow = call.endedAt().isEmpty()
                && call.startedAt().isAfter(time.instant().minus(FRESH));
        if (isNow && call.direction() == Direction.INBOUND && customer instanceof PhoneNumber.Known number) {
            plans.liveAt(number).forEach(attempt -> drop(attempt, call));
        }
    }

    private void drop(Attempt attempt, CallRecord call) {
        log.info("the customer rings us callback={} attempt={} call={}", attempt.callback(), attempt.id(), call.id());
        var takenBack = new LineFailed(Fault.TAKEN_BACK, HangupCause.NOT_SAID);
        if (settle.putOff(
                attempt.id(), takenBack, RingCustomer.CALLING_WAIT, "the customer rings us: call " + call.id())) {
            return;
        }
        try {
            DropInVain.tell(attempt, dropper.drop(attempt));
        } catch (LineDown down) {
            log.warn("dial not dropped attempt={}: {}", attempt.id(), down.getMessage());
        }
    }

    /// Settles the attempt of this call, when it is one of ours and over.
    ///
    /// @return true when it was settled now
    boolean ended(CallRecord call) {
        return AttemptId.ofCall(call.id())
                .flatMap(id -> plans.findByAttempt(id).map(plan -> ended(plan, id, call)))
                .orElse(false);
    }

    private boolean ended(CallbackPlan plan, AttemptId id, CallRecord call) {
        var attempt = plan.attempt(id).orElseThrow();
        boolean settled = settle.settle(plan, id, outcome(plan, attempt, call), endOf(attempt, call));
        early.forget(id);
        return settled;
    }

    private AttemptOutcome outcome(CallbackPlan plan, Attempt attempt, CallRecord call) {
        var heard = call.customerEnd().answered() ? Optional.<Announcement>empty() : early.announced(attempt.id());
        return plan.request().reason() == CallbackReason.SURVEY
                ? SurveyRule.of(call, attempt.startedAt(), heard)
                : OutcomeRule.of(call, attempt.startedAt(), heard);
    }

    private void dialledByHand(CallNews news) {
        var call = news.call();
        boolean isByHand = call.direction() == Direction.OUTBOUND
                && AttemptId.ofCall(call.id()).isEmpty();
        if (isByHand && news.customer() instanceof PhoneNumber.Known number) {
            var outcome = OutcomeRule.of(call, call.startedAt());
            if (outcome.mayHaveRung()) {
                var end = endByNow(call);
                var length = Duration.between(call.startedAt(), said(call));
                var start = length.isNegative() ? end : end.minus(length);
                settle.byHand(new DialledByHand(call.id(), number, start, end, outcome, false));
            }
        }
    }

    private void contacted(CallNews news) {
        news.call()
                .answeredAt()
                .map(heard -> contacts(news, heard))
                .orElseGet(Stream::empty)
                .forEach(contact -> endOtherSeries(news.call(), contact));
    }

    private void endOtherSeries(CallRecord call, PlanStore.Contact contact) {
        var how = contact.by().isPresent()
                ? "another callback reached the customer"
                : call.direction() == Direction.OUTBOUND
                        ? "an agent rang the customer by hand"
                        : "the customer rang us";
        var close = new NextMove.Close(CloseReason.CONTACTED, how + ": call " + call.id());
        plans.closeAll(contact, close, time.instant())
                .forEach(id -> log.info("callback closed callback={}: {} call={}", id, how, call.id()));
    }

    /// None when nobody knows who it was; one for each number of the callback that reached him.
    private Stream<PlanStore.Contact> contacts(CallNews news, Instant heard) {
        var call = news.call();
        var byNow = heardByNow(news, heard);
        return switch (call.direction()) {
            case INBOUND -> with(news.customer(), byNow);
            case OUTBOUND -> {
                var attempt = AttemptId.ofCall(call.id());
                yield attempt.isEmpty()
                        ? with(news.customer(), byNow)
                        : attempt.flatMap(id -> plans.findByAttempt(id)
                                        .map(plan ->
                                                by(plan, heardAfterRelease(call, heard, byNow, releasedAt(plan, id)))))
                                .orElseGet(Stream::empty);
            }
        };
    }

    private static Stream<PlanStore.Contact> by(CallbackPlan plan, Instant heard) {
        return plan.request().numbers().stream()
                .map(number -> new PlanStore.Contact(
                        number, heard, Optional.of(plan.request().id())));
    }

    private static Stream<PlanStore.Contact> with(PhoneNumber customer, Instant heard) {
        return customer instanceof PhoneNumber.Known number
                ? Stream.of(new PlanStore.Contact(number, heard, Optional.empty()))
                : Stream.empty();
    }

    /// When they first heard each other, as the server's clock has it, unless our own shows that it is ahead, or
    /// behind: then it was as long ago as lay between that and this news. News of something hours ago is late, not
    /// its clock: what was asked for since is kept.
    private Instant heardByNow(CallNews news, Instant heard) {
        var since = Duration.between(heard, news.fact().at());
        var latest = since.isNegative() ? time.instant() : time.instant().minus(since);
        var apart = Duration.between(heard, latest);
        boolean isBehind =
                news.call().missed().isEmpty() && apart.compareTo(JUST_NOW) > 0 && apart.compareTo(FRESH) < 0;
        return isBehind || apart.isNegative() ? latest : heard;
    }

    /// Our own dial shows a clock that is behind: nobody answers it before we let it go.
    private static Instant heardAfterRelease(CallRecord call, Instant heard, Instant byNow, Instant released) {
        var after = isBehind(call, released) ? released.plus(Duration.between(call.startedAt(), heard)) : byNow;
        return after.isBefore(released) ? released : after;
    }

    /// As [#endByNow], and now also where
    /// - the call began before we released it,
    /// - or its beginning was not heard, nor read in the journal of a gap: that is read from the gap on by the
    /// server's clock, and leaves out what a clock that is behind put before it.
    private Instant endOf(Attempt attempt, CallRecord call) {
        boolean isHalfRead = !call.missed().isEmpty()
                && call.startedAt().isAfter(releasedAt(attempt).plus(APART));
        return isBehind(call, releasedAt(attempt)) || isHalfRead ? time.instant() : endByNow(call);
    }

    /// The end as the server's clock has it, and never later than now. Where that clock cannot be right, or nobody
    /// can tell, it is now, so that the spacing is never shortened:
    /// - a call that was heard whole, and so just now, ended long ago: the clock was set in the middle of it,
    /// - or its beginning was told by a list, which goes by our clock, and so cannot show that the server's is
    /// behind.
    private Instant endByNow(CallRecord call) {
        var said = said(call);
        var now = time.instant();
        boolean wasSet = call.missed().isEmpty() && said.plus(JUST_NOW).isBefore(now);
        // An end that was concluded is told by our clock.
        boolean isByTwoClocks = call.toldBy().contains(MissedPart.Witness.LISTS)
                && call.customerEnd().ended().filter(LegClosed::lost).isEmpty();
        boolean isOdd = said.isBefore(call.startedAt()) || said.isAfter(now);
        return wasSet || isByTwoClocks || isOdd ? now : said;
    }

    /// The end of the customer's leg, by the server's clock.
    private Instant said(CallRecord call) {
        return call.customerEnd().ended().map(LegClosed::at).or(call::endedAt).orElseGet(time::instant);
    }

    private static boolean isBehind(CallRecord call, Instant released) {
        return call.startedAt().plus(APART).isBefore(released);
    }

    private static Instant releasedAt(CallbackPlan plan, AttemptId id) {
        return releasedAt(plan.attempt(id).orElseThrow());
    }

    private static Instant releasedAt(Attempt attempt) {
        return switch (attempt.state()) {
            case AttemptState.Released(Instant at) -> at;
            case AttemptState.Committed _, AttemptState.Unknown _, AttemptState.Settled _ -> attempt.startedAt();
        };
    }
}
