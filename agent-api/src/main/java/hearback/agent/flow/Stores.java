package hearback.agent.flow;

/// The desk's own stores.
public record Stores(
        TicketStore tickets,
        Likenesses likenesses,
        Profiles rules,
        ProfileStore profiles,
        Webhooks webhooks,
        TokenStore tokens,
        AskedStore asked,
        UnreachedStore unreached,
        AuditLog audit,
        AuditTrail trail,
        StoreHealth health) {}
