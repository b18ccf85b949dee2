package hearback.telephony.flow;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Needed: carries wishes from the node an agent asked to the one that holds the line, and the answers back. It is no
/// evidence and decides nothing: an attempt is released once, whoever wishes it how often (decision 0004).
///
/// Each method is one transaction and throws [StoreUnavailable] when it is not known whether it was committed.
public interface PreviewWishes {
    /// @return false when nobody holds the line to its server now: nothing was put
    boolean put(PreviewWish wish);

    /// Takes the wishes for this line that nobody has taken and whose time is not over, those first whose time is
    /// over first. None is taken twice, nor under a fence that is no longer the line's. Forgets what whoever put it
    /// has not ended.
    List<PreviewWish> take(LineLease.Held line, Instant now);

    /// Answers what was taken; nothing happens when it was ended meanwhile.
    void answer(UUID id, PreviewWish.Answer answer);

    boolean isAnswered(UUID id);

    /// Ends it, in one step: what nobody has taken by then, nobody ever takes.
    Ending end(UUID id);

    /// How far a wish had come when it was ended.
    sealed interface Ending {
        record Answered(PreviewWish.Answer answer) implements Ending {}

        /// Nobody has acted on it.
        record Untaken() implements Ending {}

        /// Whoever took it may have acted on it, may be about to, or be dead.
        record Taken() implements Ending {}
    }
}
