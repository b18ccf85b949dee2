package hearback.config.profile;

/// What happens in the life of a ticket that a clock may start at, be met by or end at. Profiles name these in lower
/// case with hyphens.
public enum Moment {
    /// The complaint reached us, in whatever way.
    RECEIVED,
    /// It was accepted: from here on the limits of acceptance run.
    ACCEPTED,
    /// It was refused, with a reason told.
    NOT_ACCEPTED,
    /// The customer was content with the explanation at first contact (S0-04).
    SETTLED_AT_ONCE,
    /// Handed to the dispatcher for review.
    SUBMITTED,
    /// An order went to a department; each second dispatch is one more.
    DISPATCHED,
    /// The department took the order.
    ORDER_TAKEN,
    /// The department gave the order back as not its own.
    ORDER_REFUSED,
    /// The department answered.
    ANSWERED,
    /// The answer was sent back to the department (退单).
    ANSWER_RETURNED,
    /// The answer passed the review: a valid reply.
    ANSWER_APPROVED,
    /// Investigation found the complaint valid.
    JUDGED_VALID,
    /// Investigation found it invalid, on one of the grounds.
    JUDGED_INVALID,
    /// Somebody tried to tell the customer, and failed on the customer's side (S0-38).
    TELLING_FAILED_ON_CUSTOMER_SIDE,
    /// The customer was told how far it is.
    PROGRESS_TOLD,
    /// The customer was told the result or the explanation.
    RESULT_TOLD,
    /// The customer agreed with a plan (S1-31).
    PLAN_AGREED,
    /// A time was promised to the customer (S3-12).
    PROMISED,
    /// The follow-up person was told to ask the customer (S1-36).
    FOLLOW_UP_INSTRUCTED,
    /// The customer was asked and answered.
    FOLLOWED_UP,
    /// Urged, by the customer or the centre (催办).
    URGED,
    /// News about the matter came from the customer (S4-49).
    INFORMED,
    /// Withdrawn by the customer, verified to be of his own will (S0-73).
    WITHDRAWN,
    /// Closed by approval although the customer is not content (S2-64).
    SPECIALLY_CLOSED,
    /// Nothing is open any more.
    CLOSED
}
