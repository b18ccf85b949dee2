package hearback.agent.flow;

import hearback.recording.flow.Recordings;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.CallFacts;
import hearback.telephony.flow.CallbackHolds;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.Dispatch;
import hearback.telephony.flow.LineStates;
import hearback.telephony.flow.NumberReader;
import hearback.telephony.flow.Previews;

/// What the modules below offer to the desk.
public record Neighbours(
        CallFacts facts,
        Calls calls,
        Callbacks callbacks,
        CallbackHolds holds,
        Previews previews,
        Dispatch dispatch,
        Board board,
        LineStates lines,
        NumberReader numbers,
        Recordings recordings) {}
