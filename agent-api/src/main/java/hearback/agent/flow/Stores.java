package hearback.agent.flow;

/// The desk's own stores.
public record Stores(
        TicketStore tickets,
        Rulebook rules,
        Webhooks webhooks,
        TokenStore tokens,
        AskedStore asked,
        AuditLog audit,
        AuditTrail trail,
        StoreHealth health) {}
