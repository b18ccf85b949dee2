package hearback.agent.flow;

/// What is done with the audit log beside appending to it.
public record AuditTrail(AuditChain chain, VerifyAudit verify, WriteHeads heads) {}
