package hearback.telephony.call;

/// Why a leg ended, as the network says.
///
/// @param q850 `Cause` of Asterisk's Hangup event, an ITU-T Q.850 number; 0 when nothing was said
/// @param sip `TechCause`, the SIP status, since Asterisk 22; 0 when it was not sent
public record HangupCause(int q850, int sip) {
    public static final HangupCause NOT_SAID = new HangupCause(0, 0);

    /// With this cause the shipped dialplan hangs a machine up that answered in the customer's place. Source:
    /// Q.850, 24 (rejected due to a feature at the destination), which Asterisk itself never gives.
    private static final int OF_A_MACHINE = 24;

    public HangupCause {
        if (q850 < 0 || q850 > 999 || sip < 0 || sip > 999) {
            throw new IllegalArgumentException("cause out of range: " + q850 + "/" + sip);
        }
    }

    /// Of an answered leg: whether the dialplan told so that it was a machine.
    public boolean isOfAMachine() {
        return q850 == OF_A_MACHINE;
    }
}
