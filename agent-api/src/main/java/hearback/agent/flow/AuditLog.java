package hearback.agent.flow;

import hearback.agent.identity.AgentIdentity;
import java.time.Instant;

/// Needed: who heard and changed what. Only grows.
public interface AuditLog {
    /// Returns when the line is committed: what is audited happens after that, or not at all.
    ///
    /// @param subject what it was done to, as `recording:<id>`
    /// @throws hearback.telephony.flow.StoreUnavailable when it could not be committed
    void append(Instant at, AgentIdentity who, Act what, String subject, String detail);

    /// As [#append], unless the same person did the same to the same thing before: for what is asked again until it
    /// was answered, where the answer may have got lost between the deed and this line.
    void appendOnce(Instant at, AgentIdentity who, Act what, String subject, String detail);

    /// As [#append], by somebody who was not recognised.
    void appendOfNobody(Instant at, Act what, String subject, String detail);

    /// What is audited.
    enum Act {
        RECORDING_PLAYED,
        TICKET_CLOSED,
        SEAL_BROKEN,
        CALLBACK_ASKED,
        CALLBACK_WITHDRAWN,
        /// Looked at by an agent, and begun or given back. Detail: the agent, and why.
        CALLBACK_STARTED,
        CALLBACK_HANDED_BACK,
        /// Detail: why.
        CALLBACKS_PAUSED,
        CALLBACKS_RESUMED,
        /// Onto the do-not-call list, and off it. Detail: why.
        NUMBER_LISTED,
        NUMBER_UNLISTED,
        /// What a supervisor decided about a customer who could not be reached. Detail: the decision and the
        /// callback; of a callback that belongs to no ticket his words.
        UNREACHABLE_DECIDED,
        TOKEN_ISSUED,
        TOKEN_REVOKED,
        /// Detail: the address.
        LOGGED_IN,
        LOGIN_REFUSED,
        LOGGED_OUT,
        ACCOUNT_CREATED,
        /// Detail: what it was and what it is.
        ACCOUNT_CHANGED,
        /// By its owner; by somebody else.
        PASSWORD_CHANGED,
        PASSWORD_SET,
        WEBHOOK_CREATED,
        WEBHOOK_ENDED,
        PROFILE_PUT_IN,
        PROFILE_SWITCHED,
        AUDIT_VERIFIED,
        REFUSED
    }
}
