package hearback.telephony.ami;

import hearback.telephony.call.LegId;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.EarlyEar;
import hearback.telephony.flow.LineDown;
import java.util.List;

/// Listens through the connection to the server whose leg it is.
///
/// @param servers one for each; may still be filled
public record AmiEarlyEar(List<AmiActions> servers) implements EarlyEar {
    @Override
    public void listen(LegId leg, AttemptId attempt) {
        of(leg).listen(leg, attempt);
    }

    @Override
    public void endListening(LegId leg) {
        of(leg).endListening(leg);
    }

    private EarlyEar of(LegId leg) {
        return servers.stream()
                .filter(one -> one.server().equals(leg.server()))
                .findFirst()
                .orElseThrow(() -> new LineDown(leg.server(), "no line to it"));
    }
}
