package hearback.telephony.call;

import java.time.Instant;

/// A part of a call that we did not hear when it happened and know from somebody else: a call that has one is not
/// complete.
///
/// @param gapFrom the beginning of the gap it fell into, to the microsecond, as the gaps of its server show it
/// @param gapReason why nothing was heard, as the gap says
/// @param witness who told what we know of it
public record MissedPart(Instant gapFrom, String gapReason, Witness witness) {
    /// Who told us afterwards, and so what may be missing still.
    public enum Witness {
        /// The server's own event log: legs, queues, bridges and ends are known, ringing and SIP
        /// status are not.
        EVENT_LOG,
        /// Only the server's lists: what is there now, or no longer; what happened in between stays unknown.
        LISTS,
        /// Nobody: the server was started anew, and its old legs are gone with it.
        RESTART
    }
}
