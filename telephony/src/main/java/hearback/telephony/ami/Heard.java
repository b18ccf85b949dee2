package hearback.telephony.ami;

import hearback.telephony.call.CallSignal;
import hearback.telephony.queue.Member;
import java.time.Instant;

/// What one manager event says, in our words.
public sealed interface Heard {
    record OfCall(CallSignal signal) implements Heard {}

    record OfMember(Member member) implements Heard {}

    /// `FullyBooted`: comes after a start of the server, and again after each login.
    record ServerBooted(Instant at) implements Heard {}

    /// `Shutdown`: no event follows.
    record ServerStopping(Instant at) implements Heard {}

    /// Well-formed and of no use to us.
    record Ignored() implements Heard {}

    /// One of the events we use, but it cannot be used.
    ///
    /// @param why names the event and what is wrong with it; holds nothing of what a stranger sent
    record Broken(String why) implements Heard {}
}
