-- Why: of what it takes to open a ticket, nearly half was asking, row by row, whether the ticket of each step and clock is
-- there. It is asked once a statement now, which is as strict: a ticket never goes, so nobody can take it away meanwhile.
-- Locks: agent.ticket, agent.ticket_step and agent.ticket_clock, for the moment of the change; nothing is read through.
-- The previous release still runs on it.

create function agent.has_its_ticket() returns trigger language plpgsql as $$
declare
    named uuid[] := array(select distinct ticket from fresh);
begin
    -- By the index whatever is known of the table: a list is never joined.
    if (select count(*) from agent.ticket where id = any(named)) < cardinality(named) then
        raise exception '% of a ticket that is not there', tg_table_name using errcode = 'foreign_key_violation';
    end if;
    return null;
end
$$;

create trigger ticket_never_goes before delete or truncate on agent.ticket
    for each statement execute function agent.refuse_change();

create trigger ticket_step_has_its_ticket after insert on agent.ticket_step
    referencing new table as fresh for each statement execute function agent.has_its_ticket();
alter table agent.ticket_step drop constraint ticket_step_ticket_fkey1;

create trigger ticket_clock_has_its_ticket after insert on agent.ticket_clock
    referencing new table as fresh for each statement execute function agent.has_its_ticket();
-- A clock does not change its ticket: it is taken away and written again.
alter table agent.ticket_clock drop constraint ticket_clock_ticket_fkey;
