package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AnswerRates;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.Ceilings;
import hearback.telephony.callback.DialledByHand;
import hearback.telephony.callback.Household;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.NumberHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Needed: what is known of a number beyond one callback. A person with two tickets has one phone (faults.md case 38).
public interface NumberStore {
    /// What rang the number for other callbacks that have it, and by hand, and when one of these callbacks last
    /// ended with the customer spoken to.
    ///
    /// @param except this callback's own attempts
    /// @param since what began before is left out
    default NumberHistory history(PhoneNumber.Known number, CallbackId except, Instant since) {
        return known(number, except, since).history();
    }

    /// As [#history], and whether others wait for the number, in one look.
    Known known(PhoneNumber.Known number, CallbackId except, Instant since);

    /// Those of these numbers that are on the do-not-call list.
    Set<PhoneNumber.Known> listed(Collection<PhoneNumber.Known> numbers, Instant now);

    /// The callbacks of this number that wait for their time, whichever of their numbers is in turn.
    List<CallbackPlan> planned(PhoneNumber.Known number, CallbackId except);

    /// Gives a callback another time, with the decision that explains it.
    ///
    /// @param before as it was planned when that was decided
    /// @return false when it was moved, claimed or closed meanwhile: nothing changed
    boolean replan(CallbackPlan before, NextMove.DialAt move, Instant now);

    /// Keeps a call by hand in the history of its number. The same call again changes nothing.
    void keep(DialledByHand call);

    /// When dials for other callbacks of a household began that may have rung, at whatever number: also those that
    /// are with the line now. Calls by hand to a number of any of its callbacks are such dials, too.
    ///
    /// @param except this callback's own attempts
    /// @param since what began before is left out
    List<Instant> dialled(Household household, CallbackId except, Instant since);

    /// The callbacks of a household that wait for their time.
    List<CallbackPlan> planned(Household household, CallbackId except);

    /// How often customers answered, of all attempts that began since then.
    ///
    /// @param zone by whose clock the hours are
    /// @throws StoreUnavailable when it cannot be known now
    AnswerRates answers(ZoneId zone, Instant since);

    /// Says how a number is left alone by a rule. From then on nothing of that rule is released
    /// ([PlanStore#release]) while another callback rang the number in vain less than the gap ago, or a ceiling is
    /// reached, whatever the plans say: who planned them may have died before they were told of it.
    void guard(Optional<ProfileVersion> rule, NumberGuard guard);

    /// @param othersWait whether [#planned] has any
    record Known(NumberHistory history, boolean othersWait) {
        /// No other callback has this number, and nobody rang it by hand.
        public static final Known ALONE = new Known(NumberHistory.NONE, false);

        /// As of one customer, of another of whose numbers this is known.
        public Known and(Known other) {
            return new Known(history.and(other.history()), othersWait || other.othersWait());
        }
    }

    /// @param gap after the end of an attempt of another callback that may have rung
    record NumberGuard(Duration gap, Ceilings ceilings) {}
}
