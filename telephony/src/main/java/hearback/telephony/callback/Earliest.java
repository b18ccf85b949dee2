package hearback.telephony.callback;

import java.time.Instant;

/// One of the things an attempt has to wait for, and its reason in words.
record Earliest(Instant at, String why) {}
