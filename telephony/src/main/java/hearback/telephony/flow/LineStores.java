package hearback.telephony.flow;

/// What is remembered of one line: facts, the hearing of it, and what the server itself wrote down.
public record LineStores(CallLog log, LineHistory history, LineJournal journal) {}
