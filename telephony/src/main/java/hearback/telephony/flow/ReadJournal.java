package hearback.telephony.flow;

import hearback.telephony.call.CallId;
import hearback.telephony.call.CallSignal;
import hearback.telephony.call.LegId;
import hearback.telephony.call.MissedPart;
import hearback.telephony.call.MissedPart.Witness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts what a server wrote down by itself through the same fold as what it said. What was heard already adds nothing;
/// a call that it adds something to was not heard whole, and that is said of it.
final class ReadJournal {
    /// Read twice: the clocks of server and service may differ by so much (decision 0006).
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /// Both witnesses give one event its time by themselves, within milliseconds unless the server is in trouble.
    private static final Duration NEAR = Duration.ofSeconds(2);
    /// The journal is read a moment after the lists came.
    private static final Duration JUST_NOW = Duration.ofSeconds(5);

    private final LineStores stores;
    private final CallsOfLine calls;

    ReadJournal(LineStores stores, CallsOfLine calls) {
        this.stores = stores;
        this.calls = calls;
    }

    /// @param whole false when the journal may not tell everything
    record Read(List<CallLog.NewFact> facts, boolean whole) {}

    /// @param bornListed legs first heard of by the list: it tells their present place, the journal how they began
    /// @param heardFrom everything later was heard, or is about to be
    /// @throws StoreUnavailable when it could not be seen what is stored already: nothing was changed
    Read since(OpenGap gap, Set<LegId> bornListed, Instant heardFrom) {
        LineJournal.Told told = stores.journal().since(gap.from().minus(MARGIN));
        recall(told.signals());
        List<CallLog.NewFact> facts = new ArrayList<>();
        for (CallSignal signal : told.signals()) {
            boolean beginning = signal instanceof CallSignal.LegSeen && bornListed.contains(signal.leg());
            if (beginning || !calls.knows(signal, NEAR)) {
                facts.addAll(calls.hear(signal));
                // Later than just now: the server's clock is ahead, and what it says then may have been missed.
                if (!signal.at().isAfter(heardFrom) || signal.at().isAfter(heardFrom.plus(JUST_NOW))) {
                    facts.addAll(calls.missed(signal.leg(), gap.part(Witness.EVENT_LOG)));
                }
            }
        }
        return new Read(facts, told.whole());
    }

    /// What is written of these legs; for each of them it proves that there was a channel.
    List<CallLog.NewFact> of(Set<LegId> legs, Instant from) {
        List<CallLog.NewFact> facts = new ArrayList<>();
        for (CallSignal signal : stores.journal().since(from.minus(MARGIN)).signals()) {
            if (legs.contains(signal.leg())) {
                facts.addAll(calls.hear(signal));
            }
        }
        return facts;
    }

    /// Calls that were over before the gap and are written of in the margin: whoever did not know them would
    /// take them for missed.
    private void recall(List<CallSignal> signals) {
        Set<CallId> unknown = signals.stream()
                .map(CallSignal::linked)
                .filter(leg -> !calls.knows(leg))
                .map(CallId::bornOf)
                .collect(Collectors.toSet());
        if (!unknown.isEmpty()) {
            calls.resume(stores.log().factsOf(unknown));
        }
    }

    /// A gap that is not closed yet.
    ///
    /// @param from to the microsecond, as it is stored
    record OpenGap(Instant from, String reason) {
        MissedPart part(Witness witness) {
            return new MissedPart(from, reason, witness);
        }
    }
}
