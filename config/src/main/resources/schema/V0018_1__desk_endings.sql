-- Why: what a ticket's step asks of telephony (its callbacks are to be ended, one is to be planned anew) is noted in the head
-- row, in the transaction of the step, so that it is made up for whoever dies in between; and a ticket says what a
-- supervisor still has to decide about it (regulation a.4: a customer who could not be reached).
-- Locks agent.ticket for the moment of the change; nothing is read through. The previous release runs on it.

alter table agent.ticket
    add column callbacks_behind boolean not null default false,
    -- What is open for a supervisor: unreachable.
    add column tasks text[] not null default '{}' collate "C";
create index ticket_callbacks_behind on agent.ticket (changed_at) where callbacks_behind;
create index ticket_with_tasks on agent.ticket (day, serial) where tasks <> '{}';

-- As in V0012; a callback that is planned for a ticket that was closed meanwhile is to be ended.
create or replace function agent.add_told(named uuid, told text, step json) returns boolean language plpgsql as $$
declare
    before integer;
begin
    select t.steps into before from agent.ticket t where t.id = named for update;
    if not found or exists (select from agent.ticket_step s where s.ticket = named and s.cause = told) then
        return false;
    end if;
    insert into agent.ticket_entry (ticket, first, steps) values (named, before + 1, json_build_array(step));
    update agent.ticket t
       set steps = before + 1, changed_at = clock_timestamp(),
           callbacks_behind = t.callbacks_behind or (t.closed_at is not null and step ->> 'kind' = 'callback-planned')
     where t.id = named;
    return true;
end
$$;
