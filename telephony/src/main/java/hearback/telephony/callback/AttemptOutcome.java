package hearback.telephony.callback;

import hearback.telephony.call.HangupCause;

/// What one attempt came to. The cause (what the network said) is kept beside it: several SIP answers share one cause.
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
    record NotReached(Kind kind, HangupCause cause) implements AttemptOutcome {
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
    record LineFailed(Fault fault, HangupCause cause) implements AttemptOutcome {
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
        /// 480 by the network, usually after a spoken announcement: switched off, out of reach.
        SWITCHED_OFF,
        /// 404, 485, 604: no such number.
        NUMBER_UNKNOWN,
        /// 410: the customer has another number now; only a person can find it.
        NUMBER_CHANGED,
        /// 603 by the person.
        REJECTED,
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
        /// (5xx,
        /// 401, 403, 488): not the customer's, but his telephone rang.
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
