package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.TrunkHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Needed: where callbacks, attempts and decisions are kept. Each method is one transaction: when it returns, it is
/// committed; when it throws [StoreUnavailable], it may be or not, and asking again is safe.
///
/// The life of an attempt is written so that nobody is dialled twice (decision 0004): claimed and committed, released
/// under the present fence, settled once.
public interface PlanStore extends NumberStore {
    /// So many of the longest due of a rule are looked at to find the earliest deadlines. Source: ours; more would
    /// be looked at again and again while many wait, and it is minutes of what a trunk takes.
    int FAIR_AMONG = 1_000;

    /// Adds the callback with its first move; when the id is there already nothing changes.
    ///
    /// @param profile whose rule it goes by from now on
    /// @param deadline when it should have been dialled at the latest: who is due is claimed in this order
    /// @return true when it is new
    /// @param hotline at which it was asked for, as the dialplan sees it; empty: none
    boolean add(
            CallbackRequest request,
            Optional<ProfileVersion> profile,
            String hotline,
            NextMove.DialAt first,
            Instant deadline,
            Instant now);

    /// As above, for what was asked for at no hotline and should be dialled when it is due.
    default boolean add(CallbackRequest request, Optional<ProfileVersion> profile, NextMove.DialAt first, Instant now) {
        return add(request, profile, "", first, first.at(), now);
    }

    Optional<CallbackPlan> find(CallbackId id);

    /// The callback this attempt belongs to.
    Optional<CallbackPlan> findByAttempt(AttemptId id);

    /// As [#findByAttempt], for whoever settles it: what the next move depends on is as it is, what else changed
    /// since the attempt was committed (a closing, the attempt's own state while it is live) may be missing.
    default Optional<CallbackPlan> inTheAir(AttemptId id) {
        return findByAttempt(id);
    }

    /// Newest first.
    ///
    /// @param subject only those of this subject, when not empty
    /// @param before only those created before this one, when not empty: the cursor
    List<CallbackPlan> list(Optional<String> subject, Optional<CallbackId> before, int limit);

    /// Oldest first.
    List<CallbackDecision> decisions(CallbackId id);

    Counts counts(Instant now);

    /// When the first callback of each rule is due or was: those that wait for their time and those that wait for
    /// an hour in which they may be rung. What was planned for more than a minute before it was committed may be
    /// found some looks later.
    List<Waiting> waiting(Instant now);

    /// What the last attempts through this trunk of the server came to, the newest first.
    List<TrunkHealth.Seen> lastAt(ServerName server, TrunkName trunk, int most);

    /// How each of these trunks of the server is taken up now.
    Map<TrunkName, Load> loads(ServerName server, Collection<TrunkName> trunks, Instant now);

    /// Claims callbacks that are due, or will be within [Limits#ahead], the earliest deadline first, and commits
    /// one attempt for each, which begins when it is due. Passes over a number that has a live attempt, and what
    /// another claimer has in hand. Nothing is claimed under a fence that is no longer the line's, nor what is
    /// paused.
    ///
    /// Passes over who has several numbers, or shares one with a callback that has, while he is being rung at any
    /// of them for another: two of a person's telephones never ring at once.
    ///
    /// Each is given a trunk that serves its number and has room ([LaneChoice]); whose number none of them serves
    /// is passed over and stays due.
    ///
    /// By deadline among the [#FAIR_AMONG] longest due of each rule; of those that fell due at the same instant, as
    /// at the end of quiet hours, the earliest deadlines are among them, however many there are.
    ///
    /// @param open the rules by which somebody may be rung now; of others nothing is claimed
    /// @param limits how many
    List<Claimed> claimDue(LineLease.Held line, Instant now, Collection<Optional<ProfileVersion>> open, Limits limits);

    /// The last check before the socket, in one statement: releases the attempt when it is still committed, its
    /// fence is the line's present one, its callback still wants it, and its number may be rung
    /// ([NumberStore#guard]). Waits for a closing that is under way: what was closed is never released afterwards.
    ///
    /// @return true when it may be dialled now; false: it must not, as it was closed, is somebody else's, or
    /// [#heldUp]
    boolean release(AttemptId id, Instant now);

    /// What holds this attempt up now; [#release] looks at the same.
    Optional<HeldUp> heldUp(AttemptId id, Instant now);

    /// Callbacks that were closed without contact, for a person to decide, and not handed on yet; the longest
    /// closed first.
    List<CallbackPlan> toHandOn(int limit);

    /// Callbacks that were tried before, were due by then, are not begun and have no problem named; those first
    /// whose deadline is the earliest.
    List<CallbackPlan> overdue(Instant dueBefore, int limit);

    /// Notes that this one was handed on.
    void handedOn(CallbackId id, Instant now);

    /// Says that a released attempt may or may not have been sent; any other is left as it is.
    void markUnknown(AttemptId id, Instant now);

    /// Settles a live attempt and moves its callback on, unless that was closed meanwhile.
    ///
    /// @param deadline of the next attempt, when there is one: who is due is claimed in this order
    /// @return false when it was settled before: nothing changed
    boolean settle(AttemptId id, AttemptOutcome outcome, Instant endedAt, NextMove next, Instant deadline, Instant now);

    /// As above, for what should be dialled when it is due.
    default boolean settle(AttemptId id, AttemptOutcome outcome, Instant endedAt, NextMove next, Instant now) {
        return settle(id, outcome, endedAt, next, atOnce(next, now), now);
    }

    /// Settles an attempt that is still only committed, whoever did it: as release asks for the same state, it can
    /// never be dialled afterwards.
    ///
    /// @param deadline as for settle
    /// @return false when it is committed no more: nothing changed
    boolean takeBack(AttemptId id, AttemptOutcome outcome, NextMove next, Instant deadline, Instant now);

    /// As above, for what should be dialled when it is due.
    default boolean takeBack(AttemptId id, AttemptOutcome outcome, NextMove next, Instant now) {
        return takeBack(id, outcome, next, atOnce(next, now), now);
    }

    private static Instant atOnce(NextMove next, Instant now) {
        return next instanceof NextMove.DialAt dial ? dial.at() : now;
    }

    /// Attempts at this server that are committed under an older fence, or since before that time.
    List<Attempt> unsent(LineLease.Held line, Instant committedBefore);

    /// Released and unknown attempts at this server that were released before that time.
    List<Attempt> unsettled(LineLease.Held line, Instant releasedBefore);

    /// Closes the callback, unless it is closed. An attempt under way goes on; one that was not released never will
    /// be.
    ///
    /// @return true when it was open
    boolean close(CallbackId id, NextMove.Close close, Instant now);

    /// As [#close], every open callback of this subject.
    ///
    /// @return those that were closed
    List<CallbackId> closeOf(CallbackSubject subject, NextMove.Close close, Instant now);

    /// Released and unknown attempts at this server whose callback was closed meanwhile: nobody wants them any
    /// more.
    List<Attempt> inVain(ServerName server);

    /// The attempts that are live at this number, or for a callback that has it at another one.
    List<Attempt> liveAt(PhoneNumber.Known number);

    /// Closes every open callback that has this number and no other, and was asked for before now.
    ///
    /// @return those that were closed
    List<CallbackId> closeOfNumber(PhoneNumber.Known number, NextMove.Close close, Instant now);

    /// Closes every open callback that has this number, in turn or not, and was asked for before the contact. Calls
    /// by hand to it that were over by then hold nobody off any more.
    ///
    /// @return those that were closed
    List<CallbackId> closeAll(Contact contact, NextMove.Close close, Instant now);

    /// Why a callback that is due must not be rung now.
    enum HeldUp {
        /// Its number is on the do-not-call list.
        LISTED,
        /// It is within a pause.
        PAUSED,
        /// The customer is ringing us himself.
        CALLING
    }

    /// @param profile whose rule they go by
    record Waiting(Optional<ProfileVersion> profile, Instant earliest) {}

    /// @param live attempts that are not settled
    /// @param paused nothing may be dialled through it
    record Load(long live, boolean paused) {
        static final Load NONE = new Load(0, false);
    }

    /// @param batch due callbacks claimed at once
    /// @param liveAttempts under way on one server at most, those that are claimed included: what its trunks take
    /// together
    /// @param needAgents of those that are claimed, so many at most may need an agent; all but surveys do
    /// @param rooms what each of its trunks takes of them
    /// @param ahead so long before its time a callback may be claimed, so that it is dialled at its time
    /// @param agentRings how long those that need an agent ring him before the customer; zero: the customer is
    /// first
    record Limits(int batch, int liveAttempts, int needAgents, List<Room> rooms, Duration ahead, Duration agentRings) {
        public Limits {
            rooms = List.copyOf(rooms);
        }

        /// Of the only trunk there is, the customer first, and nothing is claimed before its time.
        public Limits(int batch, int liveAttempts, int needAgents) {
            this(batch, liveAttempts, needAgents, List.of(Room.ofTheOnlyTrunk(batch)), Duration.ZERO, Duration.ZERO);
        }

        /// As above; agents are not looked at.
        public Limits(int batch, int liveAttempts) {
            this(batch, liveAttempts, Integer.MAX_VALUE);
        }

        /// What a number that one of the trunks serves begins with, each of them; empty: with anything.
        public List<String> prefixes() {
            return rooms.stream().anyMatch(room -> room.prefixes().isEmpty())
                    ? List.of()
                    : rooms.stream()
                            .flatMap(room -> room.prefixes().stream())
                            .distinct()
                            .toList();
        }

        public Limits through(List<Room> trunks) {
            return new Limits(batch, liveAttempts, needAgents, trunks, ahead, agentRings);
        }

        public Limits ahead(Duration before) {
            return new Limits(batch, liveAttempts, needAgents, rooms, before, agentRings);
        }

        /// @param rings zero: the customer first
        public Limits agentFirst(Duration rings) {
            return new Limits(batch, liveAttempts, needAgents, rooms, ahead, rings);
        }

        public boolean isAgentFirst() {
            return agentRings.isPositive();
        }

        /// The next attempt of a callback.
        public AttemptId attempt(CallbackId callback, int ordinal, CallbackReason reason) {
            return isAgentFirst() && reason != CallbackReason.SURVEY
                    ? AttemptId.ofAgentFirst(callback, ordinal)
                    : AttemptId.of(callback, ordinal);
        }
    }

    /// @param profile whose rule its callback goes by
    /// @param reason of its callback, which says whom the customer is connected with
    record Claimed(Attempt attempt, Optional<ProfileVersion> profile, CallbackReason reason) {}

    /// A customer was spoken to.
    ///
    /// @param heardAt when he and an agent first heard each other, by our own time: what he asks for from then on
    /// is kept
    /// @param by the callback one of whose attempts it was, which ends by its own rule; empty when he rang us
    record Contact(PhoneNumber.Known number, Instant heardAt, Optional<CallbackId> by) {}

    /// @param planned waiting for their time or a free line
    /// @param due planned, and their time has come
    /// @param live attempts that are not settled
    /// @param unknown live attempts of which it is not certain whether they were sent
    /// @param troubled open callbacks whose floor cannot be kept
    record Counts(long planned, long due, long live, long unknown, long troubled) {}
}
