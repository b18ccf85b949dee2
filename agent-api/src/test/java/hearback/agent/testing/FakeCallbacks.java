package hearback.agent.testing;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.NextMove;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.StoreUnavailable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Plans kept in memory, due as soon as they may be.
public final class FakeCallbacks implements Callbacks {
    private static final Set<CloseReason> NEED_A_PERSON = EnumSet.of(
            CloseReason.UNREACHABLE, CloseReason.NUMBER_UNKNOWN, CloseReason.NUMBER_CHANGED, CloseReason.NOT_ALLOWED);

    private final Set<CallbackId> handedOn = new HashSet<>();
    private int conflicts = 0;
    private final Map<CallbackId, CallbackPlan> plans = new LinkedHashMap<>();
    private final Map<CallbackId, String> hotlines = new HashMap<>();
    private final Map<CallbackId, String> whys = new HashMap<>();
    private boolean isAway;
    private int left = Integer.MAX_VALUE;
    private String forbidden = "nothing";

    @Override
    public synchronized Planned plan(CallbackRequest request, Optional<ProfileVersion> profile, String hotline) {
        present();
        for (var number : request.numbers()) {
            if (number.e164().startsWith(forbidden)) {
                return new Planned.NotAllowed(number, "may not be dialled");
            }
        }
        if (left-- <= 0) {
            throw new StoreUnavailable("callbacks", new IllegalStateException("away"));
        }
        CallbackPlan existing = plans.get(request.id());
        if (existing != null) {
            if (existing.request().equals(request)) {
                return new Planned.Accepted(existing, false);
            }
            conflicts++;
            return new Planned.Conflict(existing);
        }
        CallbackPlan plan = new CallbackPlan(
                request,
                profile,
                Sample.NOON,
                new CallbackState.Planned(request.notBefore(), "as soon as asked"),
                List.of(),
                Optional.empty());
        plans.put(request.id(), plan);
        hotlines.put(request.id(), hotline);
        return new Planned.Accepted(plan, true);
    }

    /// At which it was asked for; empty: none.
    synchronized String hotlineOf(CallbackId id) {
        return hotlines.getOrDefault(id, "");
    }

    @Override
    public synchronized Optional<CallbackPlan> withdraw(CallbackId id) {
        present();
        return find(id).map(plan -> plan.state() instanceof CallbackState.Closed ? plan : close(plan));
    }

    @Override
    public synchronized List<CallbackId> withdrawAll(CallbackSubject subject, String why) {
        present();
        List<CallbackId> ended = list(Optional.of(subject.text()), Optional.empty(), Integer.MAX_VALUE).stream()
                .filter(plan -> !(plan.state() instanceof CallbackState.Closed))
                .map(plan -> close(plan).request().id())
                .toList();
        ended.forEach(id -> whys.put(id, why));
        return ended;
    }

    /// Why it was ended with its subject.
    public synchronized Optional<String> why(CallbackId id) {
        return Optional.ofNullable(whys.get(id));
    }

    @Override
    public synchronized List<CallbackDecision> decisions(CallbackId id) {
        present();
        return find(id).stream()
                .map(plan -> plan.state() instanceof CallbackState.Closed closed
                        ? new NextMove.Close(closed.reason(), whys.getOrDefault(id, "because"))
                        : new NextMove.DialAt(plan.request().notBefore(), "as soon as asked", Optional.empty()))
                .map(move -> new CallbackDecision(Sample.NOON, 0, move))
                .toList();
    }

    @Override
    public synchronized List<CallbackPlan> toHandOn(int limit) {
        present();
        return plans.values().stream()
                .filter(plan -> plan.state() instanceof CallbackState.Closed closed
                        && NEED_A_PERSON.contains(closed.reason())
                        && !handedOn.contains(plan.request().id()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void handedOn(CallbackId id) {
        present();
        handedOn.add(id);
    }

    /// As after a crash between the handing on and its note.
    public synchronized void forgetHandingOn() {
        handedOn.clear();
    }

    private CallbackPlan close(CallbackPlan plan) {
        return put(new CallbackPlan(
                plan.request(),
                plan.profile(),
                plan.createdAt(),
                new CallbackState.Closed(CloseReason.WITHDRAWN, Sample.NOON),
                plan.attempts(),
                plan.problem()));
    }

    /// How often a name was used for something else.
    public synchronized int conflicts() {
        return conflicts;
    }

    public synchronized CallbackPlan put(CallbackPlan plan) {
        plans.put(plan.request().id(), plan);
        return plan;
    }

    @Override
    public synchronized Optional<CallbackPlan> find(CallbackId id) {
        present();
        return Optional.ofNullable(plans.get(id));
    }

    @Override
    public synchronized Optional<CallbackPlan> ofAttempt(AttemptId id) {
        present();
        return plans.values().stream()
                .filter(plan -> plan.attempts().stream()
                        .anyMatch(attempt -> attempt.id().equals(id)))
                .findFirst();
    }

    @Override
    public synchronized List<CallbackPlan> list(Optional<String> subject, Optional<CallbackId> before, int limit) {
        present();
        List<CallbackPlan> newestFirst = new ArrayList<>(plans.values())
                .reversed().stream()
                        .filter(plan -> subject.isEmpty()
                                || plan.request().subject().text().equals(subject.get()))
                        .toList();
        return newestFirst.stream()
                .skip(before.map(id -> position(newestFirst, id) + 1).orElse(0))
                .limit(limit)
                .toList();
    }

    private static int position(List<CallbackPlan> plans, CallbackId id) {
        return plans.stream().map(plan -> plan.request().id()).toList().indexOf(id);
    }

    /// As a rule of allowed numbers would.
    public synchronized void forbid(String prefix) {
        forbidden = prefix;
    }

    /// Takes so many more plans, and then none until it comes back.
    public synchronized void goAwayAfter(int plans) {
        left = plans;
    }

    public synchronized void goAway() {
        isAway = true;
    }

    public synchronized void comeBack() {
        isAway = false;
        left = Integer.MAX_VALUE;
    }

    private void present() {
        if (isAway) {
            throw new StoreUnavailable("callbacks", new IllegalStateException("away"));
        }
    }
}
