package hearback.telephony.callback;

import hearback.telephony.call.HangupCause;
import java.util.Optional;

/// What one attempt came to. The cause (what the network said) is kept beside it, since several SIP answers share one
/// cause, and so is what was announced.
///
/// Source: faults.md 2.6 for the mapping, regulation S0-38 for the two sides.
public sealed interface AttemptOutcome {
    /// Whose failure it was; only the customer's side counts against the floor (regulation S0-38, S0-39).
    Side side();

    /// Whether the customer's phone may have rung or was answered: the next attempt then keeps the spacing, counted
    /// or not (faults.md 2.5 rule 4).
    boolean mayHaveRung();

    /// Who stood in the way.
    enum Side {
        NOBODY,
        CUSTOMER,
        OURS
    }

    /// Customer and agent heard each other.
    record Reached() implements AttemptOutcome {
        @Override
        public Side side() {
            return Side.NOBODY;
        }

        @Override
        public boolean mayHaveRung() {
            return true;
        }
    }

    /// Any failure on the customer's side: it counts, and the spacing applies.
    ///
    /// @param announcement what was said in his place, whether the kind goes by it or not; empty: nothing is known
    record NotReached(Kind kind, HangupCause cause, Optional<Announcement> announcement) implements AttemptOutcome {
        /// Nothing is known of an announcement.
        public NotReached(Kind kind, HangupCause cause) {
            this(kind, cause, Optional.empty());
        }

        NotReached hearing(Announcement heard) {
            return new NotReached(kind, cause, Optional.of(heard));
        }

        /// Whether the network announced that there is no such number: once is enough (faults.md 2.6 (b)).
        boolean isAnnouncedUnknown() {
            return kind == Kind.NUMBER_UNKNOWN
                    && announcement
                            .filter(heard -> heard.isSure() && heard.said() == AnnouncementClass.EMPTY_NUMBER)
                            .isPresent();
        }

        @Override
        public String toString() {
            return "NotReached[kind=" + kind + ", cause=" + cause
                    + announcement.map(heard -> ", " + heard).orElse("") + "]";
        }

        @Override
        public Side side() {
            return Side.CUSTOMER;
        }

        @Override
        public boolean mayHaveRung() {
            return true;
        }
    }

    /// A failure on our side or the network's: it does not count against the customer.
    ///
    /// @param announcement as for [NotReached]
    record LineFailed(Fault fault, HangupCause cause, Optional<Announcement> announcement) implements AttemptOutcome {
        /// Nothing is known of an announcement.
        public LineFailed(Fault fault, HangupCause cause) {
            this(fault, cause, Optional.empty());
        }

        LineFailed hearing(Announcement heard) {
            return new LineFailed(fault, cause, Optional.of(heard));
        }

        @Override
        public String toString() {
            return "LineFailed[fault=" + fault + ", cause=" + cause
                    + announcement.map(heard -> ", " + heard).orElse("") + "]";
        }

        @Override
        public Side side() {
            return Side.OURS;
        }

        @Override
        public boolean mayHaveRung() {
            return fault.mayHaveRung();
        }
    }

    /// Nothing proves what happened, and the time for proof is over: counts as dialled, never as not dialled
    /// (faults.md 2.5 rule 4), so that the spacing holds; it does not count as one of the further attempts.
    record NeverKnown() implements AttemptOutcome {
        @Override
        public Side side() {
            return Side.OURS;
        }

        @Override
        public boolean mayHaveRung() {
            return true;
        }
    }

    /// How the customer could not be reached.
    enum Kind {
        /// 486, 600.
        BUSY,
        /// It rang until our time-out, or 408.
        NO_ANSWER,
        /// Nothing came back from the far end until our time-out: no ringing, no early media.
        NEVER_RANG,
        /// 480 by the network, usually after a spoken announcement: switched off, out of reach. Or that was
        /// announced.
        SWITCHED_OFF,
        /// It was announced.
        OUT_OF_AREA,
        /// It was announced: he is tried on, as his telephone works again once he has paid.
        SUSPENDED,
        /// It was announced: his number takes no incoming calls.
        BARRED,
        /// 404, 485, 604, or announced: no such number.
        NUMBER_UNKNOWN,
        /// 410: the customer has another number now; only a person can find it.
        NUMBER_CHANGED,
        /// 603 by the person.
        REJECTED,
        /// A machine answered in his place, and was hung up.
        ANSWERING_MACHINE,
        /// He answered the phone, a survey was spoken, and he pressed no key that it asked for.
        NOTHING_PRESSED
    }

    /// What failed on our side.
    enum Fault {
        /// 503, 500, 502, 504: the trunk or the network behind it.
        TRUNK_CONGESTED(false),
        /// 401, 403, 407: our trunk is not let in.
        TRUNK_REFUSED(false),
        /// 488, 606: no common codec.
        MEDIA_REFUSED(false),
        /// 484: the number was sent in a form the network does not take.
        NUMBER_MALFORMED(false),
        /// The customer answered and no agent came.
        NO_AGENT(true),
        /// The customer answered and the dialplan asked him nothing: it has no survey.
        NO_SURVEY(true),
        /// Agent first: the agent did not take it, or rang off before the customer was rung. Certainly nobody
        /// else was.
        AGENT_ABSENT(false),
        /// We hung up before any answer and before the ring time was over; agent first: the agent did.
        CUT_OFF(true),
        /// It rang, and then the trunk or the network ended it with what is otherwise a failure before that
        /// (5xx, 401, 403, 488): not the customer's, but his telephone rang.
        FAILED_WHILE_RINGING(true),
        /// Asterisk refused the Originate, or the line was down before it was sent.
        NOT_SENT(false),
        /// Asterisk took the Originate and made no channel of it: a wrong trunk name, a technology it has not.
        NO_CHANNEL(false),
        /// Whoever had committed it died, lost the line or stood still before it was sent: certainly nothing
        /// was.
        TAKEN_BACK(false),
        /// Anything the table does not know.
        OTHER(true);

        private final boolean mayHaveRung;

        Fault(boolean mayHaveRung) {
            this.mayHaveRung = mayHaveRung;
        }

        public boolean mayHaveRung() {
            return mayHaveRung;
        }
    }
}
