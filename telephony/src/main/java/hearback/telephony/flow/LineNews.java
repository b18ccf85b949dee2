package hearback.telephony.flow;

import hearback.telephony.call.CallSignal;
import hearback.telephony.call.LegId;
import hearback.telephony.queue.Member;
import java.time.Instant;
import java.util.Set;

/// What comes from one line, in the order in which it came: what the server says, and what we know about the hearing of
/// it.
public sealed interface LineNews {
    /// The server said something about a leg.
    record Heard(CallSignal signal) implements LineNews {}

    /// The server answered about a leg that we asked for: it is so now, and may have become so unheard.
    record Listed(CallSignal signal) implements LineNews {}

    /// A Ping was answered: everything the server had said by the time we asked has been heard.
    record HearingProven(Instant until) implements LineNews {}

    /// The server said how an agent stands in a queue.
    record MemberHeard(Member member) implements LineNews {}

    /// From this instant on we may have missed something.
    ///
    /// @param reason as in [LineStates.Gap]
    record HearingLost(Instant since, String reason) implements LineNews {}

    /// Logged in; everything said from here on is heard.
    ///
    /// @param booted the start of the server in its own words; empty when it does not tell
    record HearingBegan(Instant at, String version, String booted) implements LineNews {}

    /// The server was asked for its lists: what is known before this and missing in the list is gone.
    record ListsAsked(Instant at) implements LineNews {}

    /// The list of channels has come whole; each channel came as a [Listed] before.
    record LegsListed(Instant at, Set<LegId> legs) implements LineNews {
        public LegsListed {
            legs = Set.copyOf(legs);
        }
    }

    /// The lists did not come, or not whole, in time: they must be asked for again.
    record ListsFailed(Instant at, String why) implements LineNews {}
}
