-- Why: tickets with their calls and history, bearer tokens, asked callbacks, and the log of who heard and changed what.
-- Locks: only the new tables.
-- The previous release still runs on it: it does not know these tables.

create schema if not exists agent;

-- The last serial of each day; taken in the transaction that inserts the ticket (regulation b.8).
create table agent.ticket_serial (
    day date primary key,
    last integer not null check (last > 0)
);

create table agent.ticket (
    id uuid primary key,
    day date not null,
    serial integer not null check (serial > 0),
    hotline text not null,
    -- E.164; null when the customer could not be recognised.
    customer text check (customer ~ '^\+[1-9][0-9]{7,14}$'),
    -- What was heard instead of a number.
    heard text not null default '',
    opened_at timestamptz not null,
    closed_at timestamptz,
    closed_by text,
    close_reason text,
    changed_at timestamptz not null,
    unique (day, serial),
    check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (close_reason is null))
);

-- No two open tickets of one customer on one hotline, whatever the code thinks (regulation b.6).
create unique index ticket_open_of_customer on agent.ticket (hotline, customer) where closed_at is null;
create index ticket_changed on agent.ticket (changed_at desc);

-- The primary key is what makes "never two tickets for one call" true.
create table agent.ticket_call (
    call text primary key,
    ticket uuid not null references agent.ticket,
    link text not null check (link in ('OPENED', 'URGED')),
    at timestamptz not null,
    result text,
    -- Of an abandoned call: the callback that serves it.
    callback uuid
);
create index ticket_call_of_ticket on agent.ticket_call (ticket, at, call);

create table agent.ticket_step (
    id bigint generated always as identity primary key,
    ticket uuid not null references agent.ticket,
    -- What caused it; the same cause is one step.
    cause text not null,
    at timestamptz not null,
    who text not null,
    kind text not null,
    why text not null,
    unique (ticket, cause)
);

create table agent.token (
    id bigint generated always as identity primary key,
    name text not null,
    role text not null,
    -- SHA-256 of the token; the token itself is nowhere.
    hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
    created_at timestamptz not null,
    revoked_at timestamptz
);
-- A name that was revoked may be issued again; the old row stays for the audit.
create unique index token_name on agent.token (name) where revoked_at is null;

-- One row for each Idempotency-Key of POST /callbacks: what was asked under it.
create table agent.asked_callback (
    who text not null,
    key text not null,
    -- SHA-256 of the fields asked for, in a fixed order.
    content text not null,
    not_before timestamptz not null,
    asked_at timestamptz not null,
    primary key (who, key)
);

-- Who heard and changed what. Appended, never changed.
create table agent.audit (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    who text not null,
    role text not null,
    what text not null,
    subject text not null,
    detail text not null default ''
);
create index audit_subject on agent.audit (subject, id);

create function agent.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% only grows', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger ticket_step_only_grows before update or delete or truncate on agent.ticket_step
    for each statement execute function agent.refuse_change();
create trigger audit_only_grows before update or delete or truncate on agent.audit
    for each statement execute function agent.refuse_change();
