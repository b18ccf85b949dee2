package hearback.telephony.flow;

import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallSignal;
import hearback.telephony.call.LegId;
import hearback.telephony.call.MissedPart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The calls of one line on their [CallDesk], and what is to be stored of them.
final class CallsOfLine {
    /// Looking for calls that are over costs a look at each call.
    private static final Duration SETTLE_EVERY = Duration.ofMillis(100);

    private final CallDesk desk;
    private final InstantSource time;
    private Instant settled = Instant.EPOCH;
    private volatile int live;

    CallsOfLine(TrackRules rules, InstantSource time) {
        this.desk = new CallDesk(rules.lines(), rules.settleAfter());
        this.time = time;
    }

    /// Takes up stored calls.
    void resume(Map<CallId, List<CallFact>> stored) {
        stored.forEach((id, facts) -> desk.resume(Call.of(id, facts), time.instant()));
    }

    List<CallLog.NewFact> hear(CallSignal signal) {
        return facts(desk.after(signal, time.instant()));
    }

    /// True when a call would be over by the next [#settle].
    boolean isAnyDue() {
        return desk.isAnyDue(time.instant());
    }

    List<CallLog.NewFact> settle() {
        Instant now = time.instant();
        if (now.isBefore(settled.plus(SETTLE_EVERY))) {
            return List.of();
        }
        settled = now;
        List<CallLog.NewFact> over = desk.settle(now).stream()
                .flatMap(change -> facts(change).stream())
                .toList();
        live = desk.live().size();
        return over;
    }

    private static List<CallLog.NewFact> facts(CallDesk.Change change) {
        return change.news().stream()
                .map(fact -> new CallLog.NewFact(change.call().id(), fact))
                .toList();
    }

    Set<LegId> openLegs() {
        return desk.openLegs();
    }

    boolean knows(CallSignal signal, Duration near) {
        return desk.knows(signal, near);
    }

    List<CallLog.NewFact> missed(LegId leg, MissedPart part) {
        return desk.missed(leg, part).map(CallsOfLine::facts).orElse(List.of());
    }

    boolean hasAppeared(LegId leg) {
        return desk.hasAppeared(leg);
    }

    boolean knows(LegId leg) {
        return desk.knows(leg);
    }

    /// Calls of ours that are not over, as of the last look.
    int live() {
        return live;
    }
}
