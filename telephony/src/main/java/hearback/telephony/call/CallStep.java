package hearback.telephony.call;

import java.util.List;

/// What hearing something does to a call.
///
/// @param next the call as it is now
/// @param news facts that are to be stored, in the order concluded; empty when nothing new was said, and while the
///     call is not ours
public record CallStep(Call next, List<CallFact> news) {
    public CallStep {
        news = List.copyOf(news);
    }
}
