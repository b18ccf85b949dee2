package hearback.agent.life;

/// Why a step is not taken. Each has a text in both languages, `life_en.properties` and `life_zh_CN.properties`, which
/// names the values in braces.
public enum Refusal {
    /// {fact} {stage}
    NOT_IN_THIS_STAGE,
    /// {post} {needed}
    NOT_YOUR_POST,
    /// Only Hearback itself tells this.
    NOT_FOR_PEOPLE,
    /// Has an interest in the matter (S1-26, S0-64).
    RECUSED,
    /// {field}
    EMPTY_TEXT,
    /// {fields}
    MISSING_FIELDS,
    /// {channel}
    CHANNEL_NOT_TAKEN,
    /// {axis}
    NO_SUCH_AXIS,
    /// {axis} {leaf}
    NO_SUCH_LEAF,
    /// {class}
    NO_SUCH_CLASS,
    /// {class}
    CLASS_STANDS_ALREADY,
    /// {class}
    CLASS_NOT_GIVEN,
    /// This institution accepts first and handles later (S0-57).
    NO_WAITING_FOR_DOCUMENTS,
    /// {trigger}: must be listened to again before dispatch (S3-61).
    GATE_CLOSED,
    /// Nothing asks for it.
    NO_GATE,
    /// Somebody else must do it than {person}.
    SAME_PERSON,
    /// {order}
    NO_SUCH_ORDER,
    /// {order} {department}
    NOT_YOUR_ORDER,
    /// {order} {state}
    ORDER_STANDS_OTHERWISE,
    /// {department}
    DEPARTMENT_HAS_IT,
    /// {parts}
    MISSING_PARTS,
    /// {limit}: only a supervisor goes on (a.3, against orders that go round in circles).
    TOO_MANY_RETURNS,
    /// S0-74, S3-36
    SECOND_PERSON_NEEDED,
    /// {ground}
    GROUND_NOT_KNOWN,
    /// {replier}: one only tells the result (S0-25).
    NOT_THE_REPLIER,
    /// {act} {by}
    NEEDS_APPROVAL,
    /// {act}
    NO_SUCH_APPROVAL,
    /// {kind}
    COMPENSATION_NOT_GIVEN_HERE,
    /// {amount}: more than the post may promise.
    MORE_THAN_YOU_MAY_PROMISE,
    /// {clock} {order}
    NO_RUNNING_CLOCK,
    /// {latest}: it had to be asked for by then (S4-61).
    ASKED_TOO_LATE,
    /// The customer has not agreed (S4-61).
    NO_CONSENT,
    /// {most}
    EXTENDED_TOO_OFTEN,
    /// {due}: the new limit must be later.
    NOT_LATER,
    /// {request}
    NOTHING_ASKED,
    /// {request}
    ASKED_ALREADY,
    SUSPENDED_ALREADY,
    NOT_SUSPENDED,
    /// {coverage}
    NOBODY_IS_ASKED,
    /// The two days start at the instruction (S1-36).
    NOT_INSTRUCTED,
    /// {department}: must not ask about its own work (S1-15).
    SAME_DEPARTMENT,
    /// This institution asks on another scale than the spoken survey.
    NOT_ASKED_BY_MACHINE,
    /// {to}
    ASSIGNED_TO_ANOTHER,
    /// {questions}
    UNANSWERED,
    /// {answer}
    NOT_ON_THE_SCALE,
    /// Why he is dissatisfied was not asked (S1-37).
    REASON_NOT_ASKED,
    /// It can only go back to the department (S2-53).
    MUST_BE_DISPATCHED,
    /// The customer is still to be asked.
    FOLLOW_UP_IS_DUE,
    /// A supervisor has to decide about a callback that reached nobody (a.4).
    UNREACHABLE_IS_OPEN,
    /// A supervisor must have accepted first that he could not be reached (a.4).
    UNREACHABLE_NOT_ACCEPTED,
    /// {time}
    TIME_TO_COME,
    /// {time}
    TIME_GONE_BY,
    SEALED_ALREADY,
    NOT_SEALED,
    /// {call}: only a call that urged can turn out to be about another matter.
    CALL_URGED_NOTHING
}
