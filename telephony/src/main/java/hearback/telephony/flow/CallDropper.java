package hearback.telephony.flow;

import hearback.telephony.callback.Attempt;

/// Needed: takes a call of ours off the line again.
public interface CallDropper {
    /// Where no line is.
    CallDropper NONE = _ -> new Dropped.Gone();

    /// Hangs the attempt's channel up, unless it is bridged: whoever talks with somebody is left alone. What
    /// becomes of the attempt comes as facts of its call.
    ///
    /// @throws LineDown when it is certain that nothing was sent
    Dropped drop(Attempt attempt);

    /// What became of the request.
    sealed interface Dropped {
        record HungUp() implements Dropped {}

        /// It is in a bridge and goes on.
        record Talking() implements Dropped {}

        /// There is no such channel: over already, or not there yet.
        record Gone() implements Dropped {}

        /// The server said no, or nothing.
        ///
        /// @param message its words, when it said any
        record NotDone(String message) implements Dropped {}
    }
}
