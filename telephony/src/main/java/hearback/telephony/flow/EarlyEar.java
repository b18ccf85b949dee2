package hearback.telephony.flow;

import hearback.telephony.call.LegId;
import hearback.telephony.callback.AttemptId;

/// Needed: listens to what the network lets us hear before any answer ([EarlyMedia] tells later what it was).
public interface EarlyEar {
    /// Begins to listen to this leg; ends by itself when the leg does.
    ///
    /// @param attempt for which the leg was made
    /// @throws LineDown when it is certain that nothing was sent
    void listen(LegId leg, AttemptId attempt);

    /// Ends at once: somebody answered, and he is not listened to.
    ///
    /// @throws LineDown when it is certain that nothing was sent
    void endListening(LegId leg);
}
