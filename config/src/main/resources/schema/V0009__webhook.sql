-- Other software is told of ticket steps: at least once, in order, signed. A row keeps how far it was told, so that nothing
-- is lost when a process dies; what could not be delivered is tried again for as long as the row stands.
-- Locks nothing. The previous release runs on it.

create table agent.webhook (
    id uuid primary key,
    url text not null check (length(url) <= 2000),
    -- Kinds of steps; empty: all.
    kinds text[] not null default '{}',
    -- What is signed with. It must be known to sign, so it is kept as it is; it is shown once.
    secret text not null,
    created_at timestamptz not null,
    created_by text not null,
    ended_at timestamptz,
    -- The last step that was delivered, or that it did not want.
    place bigint not null,
    -- Deliveries of the next one that failed, and when it is tried again.
    failures integer not null default 0 check (failures >= 0),
    next_at timestamptz not null,
    last_error text
);
create index webhook_due on agent.webhook (next_at) where ended_at is null;
