package hearback.agent.flow;

/// The desk's own stores.
public record Stores(
        TicketStore tickets,
        Rulebook rules,
        TokenStore tokens,
        AskedStore asked,
        AuditLog audit,
        AuditTrail trail,
        StoreHealth health) {}
