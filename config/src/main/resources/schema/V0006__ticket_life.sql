-- A ticket becomes the fold of its steps (decision 0008): each step is stored whole, with its ordinal, who did it and its
-- fact as JSON. The head row holds what lists and look-ups need and can be made again from the steps. A row for each
-- running clock holds the next instant at which somebody must be told (decision 0009).
--
-- The steps of before are written anew from what they were made of; the old table stays beside the new one, as evidence.
-- Locks agent.ticket while it runs. The previous release does not run on it.

alter table agent.ticket_step rename to ticket_step_0004;
alter index agent.ticket_step_pkey rename to ticket_step_0004_pkey;
alter index agent.ticket_step_ticket_cause_key rename to ticket_step_0004_ticket_cause_key;

create table agent.ticket_step (
    ticket uuid not null references agent.ticket,
    ordinal integer not null check (ordinal > 0),
    at timestamptz not null,
    -- When it was written down, by the database's clock.
    written_at timestamptz not null default clock_timestamp(),
    who text not null,
    -- The post in which he did it; null: Hearback itself.
    post text,
    department text,
    -- What makes it the same step when it is told twice.
    cause text not null,
    kind text not null,
    body jsonb not null,
    -- Where it stands among all steps, and by which transaction: whoever follows all of them reads only what no running
    -- transaction can still come before.
    place bigint generated always as identity unique,
    xact xid8 not null default pg_current_xact_id(),
    primary key (ticket, ordinal),
    unique (ticket, cause)
);
create trigger ticket_step_only_grows before update or delete or truncate on agent.ticket_step
    for each statement execute function agent.refuse_change();

alter table agent.ticket
    -- How the number is written; day and serial alone are one ticket.
    add column prefix text not null default '' check (prefix ~ '^[A-Z]{0,8}$'),
    add column digits integer not null default 4 check (digits between 1 and 9),
    add column channel text not null default 'phone',
    add column profile text,
    add column profile_version integer,
    add column stage text not null default 'accepted',
    add column classes text[] not null default '{}',
    add column urgency text not null default 'normal',
    add column departments text[] not null default '{}',
    add column sealed boolean not null default false,
    -- The next limit that is not met yet; null: none runs.
    add column due_at timestamptz,
    add column steps integer not null default 0,
    add constraint a_profile_has_a_version check ((profile is null) = (profile_version is null));

insert into agent.ticket_step (ticket, ordinal, at, who, cause, kind, body)
select ticket, row_number() over (partition by ticket order by at, rank, cause), at, who, cause, kind, body
from (
    select id as ticket, opened_at as at, 1 as rank, 'hearback' as who, 'registered' as cause, 'registered' as kind,
           jsonb_build_object('channel', 'phone', 'hotline', hotline, 'receivedAt',
               to_char(opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as body
    from agent.ticket
    union all
    select id, opened_at, 2, 'hearback', 'accepted', 'accepted',
           jsonb_build_object('profile', jsonb_build_object('profile', 'telecom', 'version', 1))
    from agent.ticket
    union all
    select c.ticket, greatest(c.at, t.opened_at), 3, 'hearback', 'call ' || c.call, 'call-linked',
           jsonb_build_object('call', c.call, 'role', lower(c.link))
    from agent.ticket_call c join agent.ticket t on t.id = c.ticket
    union all
    select c.ticket, greatest(c.at, t.opened_at), 4, 'hearback', 'call ' || c.call || ' +1', 'urged',
           jsonb_build_object('by', 'customer', 'call', c.call, 'note', '')
    from agent.ticket_call c join agent.ticket t on t.id = c.ticket
    where c.link = 'URGED'
    union all
    select ticket, at, 5, who, cause, 'call-ended',
           jsonb_build_object('call', split_part(cause, ' ', 2), 'result', split_part(cause, ' ', 3))
    from agent.ticket_step_0004 where kind = 'CALL_ENDED'
    union all
    select ticket, at, 6, who, cause, 'callback-planned', jsonb_build_object('callback', split_part(cause, ' ', 2))
    from agent.ticket_step_0004 where kind in ('CALLBACK_PLANNED', 'CALLBACK_ASKED')
    union all
    select ticket, at, 6, who, cause, 'callback-refused',
           jsonb_build_object('callback', split_part(cause, ' ', 2), 'why', why)
    from agent.ticket_step_0004 where kind = 'CALLBACK_REFUSED'
    union all
    select ticket, at, 7, who, cause, 'closed', jsonb_build_object('how', 'no-complaint', 'reason', why)
    from agent.ticket_step_0004 where kind = 'CLOSED'
) before;

update agent.ticket t
   set steps = (select count(*) from agent.ticket_step s where s.ticket = t.id),
       profile = 'telecom',
       profile_version = 1,
       stage = case when closed_at is null then 'accepted' else 'closed' end;

-- One customer may have two matters at once: which of them a call is about is found under the customer's lock.
drop index agent.ticket_open_of_customer;
create index ticket_open_of_customer on agent.ticket (hotline, customer, opened_at) where closed_at is null;

create table agent.ticket_clock (
    ticket uuid not null references agent.ticket,
    clock text not null,
    -- The department's order it runs for; 0: the ticket's own.
    "order" integer not null,
    -- The ordinal of the step that started it.
    started integer not null,
    due_at timestamptz not null,
    -- The next instant at which somebody must be told.
    next_at timestamptz not null,
    primary key (ticket, clock, "order", started)
);
create index ticket_clock_next on agent.ticket_clock (next_at);

-- The watch looks at each open ticket once and then knows its clocks.
insert into agent.ticket_clock (ticket, clock, "order", started, due_at, next_at)
select id, 'not-read-yet', 0, 0, opened_at, opened_at from agent.ticket where closed_at is null;

-- Whoever is at a handling department sees what went to it and nothing else.
alter table agent.token add column department text check (length(department) between 1 and 64);
