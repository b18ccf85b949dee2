package hearback.agent.identity;

/// One thing somebody may be allowed to do.
public enum Permission {
    READ_CALLS,
    READ_TICKETS,
    /// Take part in a ticket's life; what exactly, its own rules say ([hearback.agent.life.Duty]).
    WORK_ON_TICKETS,
    READ_CALLBACKS,
    /// Have a customer rung back.
    ASK_CALLBACKS,
    /// Have thousands of customers rung back by one request: nothing for a slip of the hand.
    IMPORT_CALLBACKS,
    WITHDRAW_CALLBACKS,
    /// Decide about a customer whom a callback of no ticket could not reach; at a ticket its own rules say who
    /// does.
    DECIDE_UNREACHABLE,
    /// Have nobody rung for a while, and have it go on.
    PAUSE_CALLBACKS,
    /// Say which numbers are never rung.
    KEEP_DO_NOT_CALL,
    /// Know that there is a recording, its length and its state.
    READ_RECORDINGS,
    /// Hear it: a use of a personal record (regulation S0-88), each one audited.
    PLAY_RECORDINGS,
    /// Agents and queues as they are now.
    READ_BOARD,
    /// How well each Asterisk server is heard, and what was missed.
    READ_LINES,
    /// See customers' numbers and names in full; without it they are masked everywhere.
    SEE_NUMBERS,
    /// See which rules there are and which hotline goes by which. Not for handling departments: a profile says
    /// which complaints are heard again, which are followed up and who may promise how much, and they are the ones
    /// that are looked at; what a limit of their own ticket goes by, its clocks tell them.
    READ_PROFILES,
    /// Hold a changed profile against past tickets, before it is switched on.
    TRY_PROFILES,
    /// Put profiles in and decide which hotline goes by which.
    SWITCH_PROFILES,
    READ_METRICS,
    /// How an institution did: on time, satisfied, closed.
    READ_FIGURES,
    MANAGE_TOKENS,
    /// Let people in, and say what they are here for.
    MANAGE_ACCOUNTS,
    /// Have other software told of ticket steps.
    MANAGE_WEBHOOKS,
    /// See who heard and changed what.
    READ_AUDIT,
    /// Have it checked that nobody changed the audit log.
    VERIFY_AUDIT
}
