package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.Deadline;
import hearback.telephony.callback.NextMove;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the wish to ring somebody back, once, and gives it its first time.
public final class PlanCallback implements Callbacks {
    private static final Logger log = LoggerFactory.getLogger(PlanCallback.class);

    private final PlanStore plans;
    private final NextMoves moves;
    private final AllowedNumbers allowed;
    private final DoNotCall doNotCall;
    private final Runnable planned;
    private final InstantSource time;

    /// @param planned told when there is one more: it may be due at once
    public PlanCallback(
            PlanStore plans, RetryRules rules, AllowedNumbers allowed, Runnable planned, InstantSource time) {
        this(plans, rules, allowed, DoNotCall.NO_LIST, planned, time);
    }

    /// @param planned told when there is one more: it may be due at once
    public PlanCallback(
            PlanStore plans,
            RetryRules rules,
            AllowedNumbers allowed,
            DoNotCall doNotCall,
            Runnable planned,
            InstantSource time) {
        this.doNotCall = doNotCall;
        this.plans = plans;
        this.moves = new NextMoves(plans, rules, allowed);
        this.allowed = allowed;
        this.planned = planned;
        this.time = time;
    }

    @Override
    public Planned plan(CallbackRequest request, Optional<ProfileVersion> profile, String hotline) {
        var known = plans.find(request.id());
        if (known.isPresent()) {
            return asBefore(request, known.get());
        }
        var now = time.instant();
        for (var number : request.numbers()) {
            var refused = refused(request, number, now);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        return switch (moves.first(request, profile, now)) {
            case NextMove.DialAt first -> {
                boolean isNew = plans.add(request, profile, hotline, first, Deadline.first(request), now);
                var plan = plans.find(request.id()).orElseThrow();
                if (!isNew) {
                    yield asBefore(request, plan);
                }
                planned.run();
                log.info(
                        "callback planned callback={} subject={} number={} rule={} due={} why={}",
                        request.id(),
                        request.subject().text(),
                        request.number(),
                        profile.map(ProfileVersion::toString).orElse("default"),
                        first.at(),
                        first.why());
                yield new Planned.Accepted(plan, true);
            }
            case NextMove.Close close -> throw new IllegalStateException("a first move is never " + close);
        };
    }

    private Optional<Planned> refused(CallbackRequest request, PhoneNumber.Known number, Instant now) {
        if (!allowed.allows(number)) {
            log.warn("callback refused callback={} number={}: not allowed", request.id(), number);
            return Optional.of(new Planned.NotAllowed(number, allowed.words()));
        }
        return doNotCall.listed(number, now).map(listing -> {
            log.warn("callback refused callback={} number={}: listed", request.id(), number);
            return new Planned.NotAllowed(number, "is on the do-not-call list: " + listing.reason());
        });
    }

    @Override
    public Optional<CallbackPlan> withdraw(CallbackId id) {
        if (plans.close(id, new NextMove.Close(CloseReason.WITHDRAWN, "the asker took it back"), time.instant())) {
            log.info("callback withdrawn callback={}", id);
        }
        return plans.find(id);
    }

    @Override
    public List<CallbackId> withdrawAll(CallbackSubject subject, String why) {
        var ended = plans.closeOf(subject, new NextMove.Close(CloseReason.WITHDRAWN, why), time.instant());
        ended.forEach(id -> log.info("callback withdrawn callback={} why={}", id, why));
        return ended;
    }

    @Override
    public List<CallbackDecision> decisions(CallbackId id) {
        return plans.decisions(id);
    }

    @Override
    public List<CallbackPlan> toHandOn(int limit) {
        return plans.toHandOn(limit);
    }

    @Override
    public void handedOn(CallbackId id) {
        plans.handedOn(id, time.instant());
    }

    @Override
    public Optional<CallbackPlan> find(CallbackId id) {
        return plans.find(id);
    }

    @Override
    public Optional<CallbackPlan> ofAttempt(AttemptId id) {
        return plans.findByAttempt(id);
    }

    @Override
    public List<CallbackPlan> list(Optional<String> subject, Optional<CallbackId> before, int limit) {
        return plans.list(subject, before, limit);
    }

    private static Planned asBefore(CallbackRequest request, CallbackPlan plan) {
        return plan.request().equals(request) ? new Planned.Accepted(plan, false) : new Planned.Conflict(plan);
    }
}
