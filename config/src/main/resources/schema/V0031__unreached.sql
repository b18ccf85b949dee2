-- Why: a callback that belongs to no ticket and reached nobody is a supervisor's task until he has decided (regulation a.4: never
-- silently closed), as it is at a ticket.
-- Locks only the new table. The previous release runs on it; what it hands on meanwhile it only logs.

create table agent.unreached_callback (
    -- Of telephony; a callback is one task, however often it is told.
    callback uuid primary key,
    hindrance text not null check (hindrance in ('TRIES_EXHAUSTED', 'NUMBER_UNKNOWN', 'NUMBER_CHANGED', 'NOT_ALLOWED')),
    why text not null,
    -- When it was closed.
    since timestamptz not null,
    decided_at timestamptz,
    decided_by text,
    words text,
    check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (words is null))
);
create index unreached_callback_open on agent.unreached_callback (since desc, callback desc) where decided_at is null;
