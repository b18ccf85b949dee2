package hearback.telephony.ami;

import hearback.telephony.call.LegId;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.CallDropper;
import hearback.telephony.flow.EarlyEar;
import hearback.telephony.flow.LineDown;
import java.util.List;

/// All servers, each asked through the connection to it.
///
/// @param servers one for each; may still be filled
public record AmiServers(List<AmiActions> servers) implements CallDropper, EarlyEar {
    @Override
    public Dropped drop(Attempt attempt) {
        return of(attempt.server()).drop(attempt);
    }

    @Override
    public void listen(LegId leg, AttemptId attempt) {
        of(leg.server()).listen(leg, attempt);
    }

    @Override
    public void endListening(LegId leg) {
        of(leg.server()).endListening(leg);
    }

    private AmiActions of(ServerName server) {
        return servers.stream()
                .filter(one -> one.server().equals(server))
                .findFirst()
                .orElseThrow(() -> new LineDown(server, "no line to it"));
    }
}
