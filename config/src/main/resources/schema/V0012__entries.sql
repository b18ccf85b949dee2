-- Why: half of what it takes to open a ticket was keeping a row and three index entries for each step and two for each
-- clock. Steps that are decided together are now written together, one row an entry, as the JSON that was decided; and the
-- head row itself says when somebody must next be told of a clock.
-- Locks agent.ticket, agent.ticket_step, agent.ticket_clock and agent.ticket_call while the steps are copied: about a minute
-- for each million. The previous release does not run on it. The old rows of steps stay beside, as evidence.

alter table agent.ticket_step rename to ticket_step_0006;
alter index agent.ticket_step_pkey rename to ticket_step_0006_pkey;
alter index agent.ticket_step_ticket_cause_key rename to ticket_step_0006_ticket_cause_key;
alter index agent.ticket_step_place_key rename to ticket_step_0006_place_key;

create table agent.ticket_entry (
    ticket uuid not null,
    -- The ordinal of its first step.
    first integer not null check (first > 0),
    -- When it was written down, by the database's clock.
    written_at timestamptz not null default clock_timestamp(),
    -- Where it stands among all entries, and by which transaction: whoever follows all of them reads only what no running
    -- transaction can still come before.
    place bigint generated always as identity,
    xact xid8 not null default pg_current_xact_id(),
    -- In their order, each with at, who, post, department, cause, kind and body; as it was written, letter for letter.
    steps json not null,
    primary key (ticket, first)
);

insert into agent.ticket_entry (ticket, first, written_at, place, xact, steps) overriding system value
select ticket, ordinal, written_at, place, xact, json_build_array(json_build_object(
    'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'who', who, 'post', post, 'department', department,
    'cause', cause, 'kind', kind, 'body', body))
from agent.ticket_step_0006 order by place;
do $$
begin
    perform setval(pg_get_serial_sequence('agent.ticket_entry', 'place'), (select max(place) from agent.ticket_entry));
end
$$;

alter table agent.ticket_entry add constraint ticket_entry_place_key unique (place);
create trigger ticket_entry_only_grows before update or delete or truncate on agent.ticket_entry
    for each statement execute function agent.refuse_change();
create trigger ticket_entry_has_its_ticket after insert on agent.ticket_entry
    referencing new table as fresh for each statement execute function agent.has_its_ticket();

-- The place of a step: an entry has fewer than 1,024.
create function agent.step_place(entry bigint, nth bigint) returns bigint language sql immutable as $$
    select entry * 1024 + nth - 1
$$;
update agent.webhook set place = agent.step_place(place, 1);

-- Each step as a row, for whoever looks on.
create view agent.ticket_step as
select e.ticket, (e.first + s.nth - 1)::integer as ordinal, (s.step ->> 'at')::timestamptz as at, e.written_at,
       s.step ->> 'who' as who, s.step ->> 'post' as post, s.step ->> 'department' as department,
       s.step ->> 'cause' as cause, s.step ->> 'kind' as kind, s.step -> 'body' as body,
       agent.step_place(e.place, s.nth) as place, e.xact
from agent.ticket_entry e cross join lateral json_array_elements(e.steps) with ordinality as s (step, nth);

-- A step that is told, and does not follow from what was read: added once, whoever tells it. Whoever waits for the head
-- finds it as the other one left it, because each statement here looks anew.
create function agent.add_told(named uuid, told text, step json) returns boolean language plpgsql as $$
declare
    before integer;
begin
    select t.steps into before from agent.ticket t where t.id = named for update;
    if not found or exists (select from agent.ticket_step s where s.ticket = named and s.cause = told) then
        return false;
    end if;
    insert into agent.ticket_entry (ticket, first, steps) values (named, before + 1, json_build_array(step));
    update agent.ticket t set steps = before + 1, changed_at = clock_timestamp() where t.id = named;
    return true;
end
$$;

-- The next instant at which somebody must be told of a clock of the ticket; null: none runs.
alter table agent.ticket add column next_at timestamptz;
update agent.ticket t
   set next_at = next.at
  from (select ticket, min(next_at) as at from agent.ticket_clock group by ticket) next
 where next.ticket = t.id;
create index ticket_next on agent.ticket (next_at) where next_at is not null;
drop table agent.ticket_clock;

-- What changed last is what the last entries are about.
drop index agent.ticket_changed;

-- Whether a call's ticket is there is asked once a statement too, as in V0010.
create trigger ticket_call_has_its_ticket after insert on agent.ticket_call
    referencing new table as fresh for each statement execute function agent.has_its_ticket();
create trigger ticket_call_keeps_its_ticket after update on agent.ticket_call
    referencing new table as fresh for each statement execute function agent.has_its_ticket();
alter table agent.ticket_call drop constraint ticket_call_ticket_fkey;
