package hearback.telephony;

import hearback.telephony.ami.AmiConnection;
import hearback.telephony.flow.HoldLine;
import hearback.telephony.flow.ServeLine;
import hearback.telephony.flow.Told;
import hearback.telephony.metrics.TelephonyMeters;
import io.micrometer.core.instrument.MeterRegistry;

/// What one line shows of itself to whoever watches the service.
final class LineMeters {
    private LineMeters() {}

    static void show(MeterRegistry meters, String line, AmiConnection ear, HoldLine hold, ServeLine serve, Told told) {
        TelephonyMeters.CONNECTED.show(meters, line, () -> ear.state().connected() ? 1 : 0);
        TelephonyMeters.LEASE_HELD.show(meters, line, () -> hold.held().isPresent() ? 1 : 0);
        TelephonyMeters.SIGNALS.show(meters, line, () -> ear.state().signals());
        TelephonyMeters.DROPPED.show(meters, line, () -> ear.state().dropped());
        TelephonyMeters.LOGINS.show(meters, line, () -> ear.counts().logins());
        TelephonyMeters.WAITING.show(meters, line, serve::waiting);
        TelephonyMeters.OVERFLOWED.show(meters, line, serve::thrownAway);
        TelephonyMeters.LIVE_CALLS.show(meters, line, serve::liveCalls);
        TelephonyMeters.FACTS.show(meters, line, told::factsStored);
        TelephonyMeters.SET_ASIDE.show(meters, line, told::factsSetAside);
    }
}
