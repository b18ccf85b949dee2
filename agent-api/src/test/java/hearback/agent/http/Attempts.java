package hearback.agent.http;

import hearback.agent.testing.Sample;
import hearback.telephony.call.HangupCause;
import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AnnouncementClass;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A callback in every state, with an attempt of every kind.
final class Attempts {
    private Attempts() {}

    static List<CallbackPlan> everyKind() {
        HangupCause cause = new HangupCause(17, 486);
        List<AttemptState> states = new ArrayList<>(List.of(
                new AttemptState.Committed(),
                new AttemptState.Released(Sample.NOON),
                new AttemptState.Unknown(Sample.NOON),
                settled(new AttemptOutcome.Reached()),
                settled(new AttemptOutcome.NeverKnown())));
        for (var kind : AttemptOutcome.Kind.values()) {
            states.add(settled(new AttemptOutcome.NotReached(kind, cause)));
        }
        for (var fault : AttemptOutcome.Fault.values()) {
            states.add(settled(new AttemptOutcome.LineFailed(fault, cause)));
        }
        for (var said : AnnouncementClass.values()) {
            for (var by : Announcement.Source.values()) {
                states.add(settled(new AttemptOutcome.NotReached(
                        AttemptOutcome.Kind.SWITCHED_OFF, cause, Optional.of(new Announcement(said, by, 0.5)))));
            }
        }
        List<CallbackPlan> plans = new ArrayList<>();
        plans.add(plan(1, new CallbackState.Dialling(), states, Optional.of("only two attempts fit into 48 h")));
        plans.add(plan(2, new CallbackState.Planned(Sample.NOON, "3 h after attempt 1"), List.of(), Optional.empty()));
        for (var reason : CloseReason.values()) {
            plans.add(plan(
                    10 + plans.size(), new CallbackState.Closed(reason, Sample.NOON), List.of(), Optional.empty()));
        }
        return plans;
    }

    private static AttemptState settled(AttemptOutcome outcome) {
        return new AttemptState.Settled(outcome, Sample.NOON);
    }

    private static CallbackPlan plan(
            int n, CallbackState state, List<AttemptState> attempts, Optional<String> problem) {
        CallbackId id = new CallbackId(new UUID(7, n));
        List<Attempt> tried = new ArrayList<>();
        for (AttemptState one : attempts) {
            int ordinal = tried.size() + 1;
            tried.add(new Attempt(
                    new AttemptId(new UUID(n, ordinal)), id, ordinal, Sample.LI, Sample.MAIN, 1, Sample.NOON, one));
        }
        CallbackRequest request = new CallbackRequest(
                id, new CallbackSubject("asked:test"), Sample.LI, CallbackReason.FOLLOW_UP, Sample.NOON);
        return new CallbackPlan(request, Optional.empty(), Sample.NOON, state, tried, problem);
    }
}
