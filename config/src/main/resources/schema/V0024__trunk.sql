-- Why: a server may have several trunks (decision 0013). Whether one takes calls, and how many are under way through it, is
-- read from the attempts, which say through which they go from their commit on: the same on all nodes. A trunk can be
-- paused as a line can.
-- Locks telephony.attempt while its index is built: seconds for each million. The previous release runs on it; while a trunk is
-- paused it cannot show the pauses, and it does not obey that one.

-- Empty: committed before there were several.
alter table telephony.attempt add column trunk text not null default '' collate "C";
alter table telephony.attempt_live add column trunk text not null default '' collate "C";

drop index telephony.attempt_last_of_server;
create index attempt_last_of_trunk on telephony.attempt (server, trunk, started_at desc);

alter table telephony.callback_pause
  drop constraint callback_pause_scope_check,
  -- The name of a trunk is its line's and its own: main/carrier.
  add constraint callback_pause_scope_check check (scope in ('ALL', 'LINE', 'TRUNK', 'HOTLINE', 'QUEUE'));

-- What holds a dial up: PAUSED, LISTED or CALLING; no row: nothing.
create function telephony.holds(
  its_number text, its_server text, its_trunk text, its_hotline text, at timestamptz) returns setof text
language sql stable as $$
  select what.name
    from (values ('LISTED'), ('PAUSED'), ('CALLING')) as what (name)
   where case what.name
           when 'LISTED' then
             exists (select from telephony.do_not_call d
                      where d.number = its_number and d.removed_at is null and (d.until is null or d.until > at))
           when 'PAUSED' then
             exists (select from telephony.callback_pause p
                      where p.resumed_at is null and (p.until is null or p.until > at)
                        and (p.scope = 'ALL' or (p.scope = 'LINE' and p.name = its_server)
                             or (p.scope = 'TRUNK' and p.name = its_server || '/' || its_trunk)
                             or its_hotline = any (p.hotlines)))
           -- A call whose end was missed holds nothing up for longer than this.
           else
             exists (select from telephony.call c
                      where c.customer_e164 = its_number and c.live and c.direction = 'INBOUND'
                        and c.started_at > at - interval '1 hour')
         end
$$;

-- The first that holds it up, or null.
create function telephony.held_up(
  its_number text, its_server text, its_trunk text, its_hotline text, at timestamptz) returns text
language sql stable as $$
  select h.what from telephony.holds(its_number, its_server, its_trunk, its_hotline, at) as h (what) limit 1
$$;
