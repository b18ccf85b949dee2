package hearback.telephony.flow;

import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;

/// Needed: makes sense of a number as the network or a person wrote it.
public interface NumberReader {
    /// Never throws: what is no number is [PhoneNumber.Unknown].
    PhoneNumber read(InertText written);
}
