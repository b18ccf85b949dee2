package hearback.telephony.call;

import java.time.Duration;
import java.time.Instant;

/// What Asterisk can tell us that we use, in our words. A signal may be late, doubled, missing or out of order; `at` is
/// the server's own time of it (`Timestamp`, with `timestampevents=yes`), else when we received it.
///
/// Every signal names its leg and the leg Asterisk says it is linked to (`Linkedid`; the leg itself when it is not
/// said).
public sealed interface CallSignal {
    Instant at();

    LegId leg();

    LegId linked();

    /// A channel exists. Source: `Newchannel`, and `CoreShowChannel` when reconciling.
    record LegSeen(
            Instant at,
            LegId leg,
            LegId linked,
            String channel,
            InertText callerNumber,
            InertText callerName,
            String context,
            String exten,
            LegState state)
            implements CallSignal {}

    /// A channel changed. Source: `Newstate`.
    record LegChanged(Instant at, LegId leg, LegId linked, LegState state) implements CallSignal {}

    /// The far end rings, or sends early media. Source: `DialState` of the dialled leg, RINGING or PROGRESS.
    record LegProgress(Instant at, LegId leg, LegId linked, boolean ringing) implements CallSignal {}

    /// Source: `QueueCallerJoin`; position counts from 1.
    record JoinedQueue(Instant at, LegId leg, LegId linked, QueueName queue, int position) implements CallSignal {}

    /// The caller gave up. Source: `QueueCallerAbandon`, `HoldTime` in whole seconds.
    record AbandonedQueue(Instant at, LegId leg, LegId linked, QueueName queue, Duration waited)
            implements CallSignal {}

    /// An agent is being rung for this caller. Source: `AgentCalled`.
    record AgentRung(Instant at, LegId leg, LegId linked, LegId agentLeg, AgentId agent, QueueName queue)
            implements CallSignal {}

    /// An agent took the caller. Source: `AgentConnect`, `HoldTime` in whole seconds.
    record AgentTook(
            Instant at, LegId leg, LegId linked, LegId agentLeg, AgentId agent, QueueName queue, Duration waited)
            implements CallSignal {}

    /// Source: `BridgeEnter`.
    record EnteredBridge(Instant at, LegId leg, LegId linked, BridgeId bridge) implements CallSignal {}

    /// Source: `BridgeLeave`.
    record LeftBridge(Instant at, LegId leg, LegId linked, BridgeId bridge) implements CallSignal {}

    /// A MixMonitor writes to this file. Source: `VarSet` of `MIXMONITOR_FILENAME`; `MixMonitorStart` has no file
    /// name.
    record RecordingBegan(Instant at, LegId leg, LegId linked, SoundFile file) implements CallSignal {}

    /// The customer answered a question of a survey, or did not. Source: `UserEvent` of the name
    /// [SurveyAnswer#EVENT].
    record SurveyAnswered(Instant at, LegId leg, LegId linked, SurveyAnswer answer) implements CallSignal {}

    /// What became of our asynchronous Originate. Source: `OriginateResponse`; reason 0 for every refusal, 3
    /// time-out, 4 answered, 5 busy, 8 congestion. It comes before the Hangup or after it.
    record DialReported(Instant at, LegId leg, LegId linked, boolean answered, int reason) implements CallSignal {}

    /// Source: `Hangup`.
    record HungUp(Instant at, LegId leg, LegId linked, HangupCause cause, LegState finalState) implements CallSignal {}

    /// Dialling it failed, no channel of it was heard of, and the server lists none.
    ///
    /// @param heardSince everything the server said since then was heard, by our own time
    record NeverCame(Instant at, LegId leg, LegId linked, Instant heardSince) implements CallSignal {}

    /// The leg is gone and nobody told us when or why: found missing from the server's list, or the server
    /// restarted.
    record Vanished(Instant at, LegId leg, LegId linked, LostReason reason) implements CallSignal {}
}
