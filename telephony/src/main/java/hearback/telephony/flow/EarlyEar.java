package hearback.telephony.flow;

import hearback.telephony.call.LegId;

/// Needed: listens to what the network lets us hear before any answer ([EarlyMedia] tells later what it was).
public interface EarlyEar {
    /// Begins to listen to this leg; ends by itself when the leg does.
    ///
    /// @throws LineDown when it is certain that nothing was sent
    void listen(LegId leg);

    /// Ends at once: somebody answered, and he is not listened to.
    ///
    /// @throws LineDown when it is certain that nothing was sent
    void endListening(LegId leg);
}
