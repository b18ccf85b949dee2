package hearback.agent.flow;

import hearback.agent.ticket.Ticket;
import hearback.recording.index.Recording;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.flow.LineStates;
import java.util.List;

/// Needed: shows changes to whoever is watching. May lose everything: watchers ask again when they come back. Returns
/// at once.
public interface Feed {
    /// False while nobody watches, and then there is no need to look for changes.
    boolean isWatched();

    void ticketChanged(Ticket ticket);

    void callbackChanged(CallbackPlan callback);

    void recordingChanged(Recording recording);

    void linesChanged(List<LineStates.LineState> lines, List<LineStates.Gap> gaps);
}
