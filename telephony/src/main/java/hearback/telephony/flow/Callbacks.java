package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import java.util.List;
import java.util.Optional;

/// Offered: ask for a callback, take it back, look it up.
public interface Callbacks {
    /// Plans the callback. When it returns, the plan is committed; asking again with the same id and the same
    /// content changes nothing and gives the plan as it stands.
    ///
    /// @param profile whose retry rule it goes by, the version its ticket goes by; whoever asks again changes
    ///     nothing in that either. Empty: the present default one's
    /// @param hotline at which it was asked for, as the dialplan sees it; empty: none
    /// @throws StoreUnavailable when it could not be committed: ask again
    Planned plan(CallbackRequest request, Optional<ProfileVersion> profile, String hotline);

    /// As above, asked for at no hotline.
    default Planned plan(CallbackRequest request, Optional<ProfileVersion> profile) {
        return plan(request, profile, "");
    }

    /// Ends the series: an attempt that is not with the line yet never will be, and one that is, is taken off it
    /// before an agent has it, where the line can. Empty when there is no such callback; a closed callback stays as
    /// it was closed.
    Optional<CallbackPlan> withdraw(CallbackId id);

    /// As [#withdraw], every open callback of this subject.
    ///
    /// @param why for the decision, in words: "ticket 20261123001 was closed"
    /// @return those that were ended now
    /// @throws StoreUnavailable when not all of them, or not certainly, were: ask again
    List<CallbackId> withdrawAll(CallbackSubject subject, String why);

    Optional<CallbackPlan> find(CallbackId id);

    /// Every decision with its reason, the oldest first.
    List<CallbackDecision> decisions(CallbackId id);

    /// Callbacks that ended without contact, so that a person has to decide, and were not handed on to one yet; the
    /// longest closed first.
    List<CallbackPlan> toHandOn(int limit);

    /// Somebody was told of it: it is no more among [#toHandOn].
    void handedOn(CallbackId id);

    /// The callback one of whose attempts this is.
    Optional<CallbackPlan> ofAttempt(AttemptId id);

    /// Newest first.
    ///
    /// @param subject only those of this subject, when not empty
    /// @param before only those created before this one, when not empty: the cursor
    List<CallbackPlan> list(Optional<String> subject, Optional<CallbackId> before, int limit);

    /// What came of asking.
    sealed interface Planned {
        /// @param isNew false when the same request was there already
        record Accepted(CallbackPlan plan, boolean isNew) implements Planned {}

        /// The id was used before for other numbers, another subject, reason or time.
        record Conflict(CallbackPlan existing) implements Planned {}

        /// One of the numbers must not be dialled (toll fraud, do-not-call list): nothing was planned.
        ///
        /// @param number which
        /// @param why said of the number
        record NotAllowed(PhoneNumber.Known number, String why) implements Planned {}
    }
}
