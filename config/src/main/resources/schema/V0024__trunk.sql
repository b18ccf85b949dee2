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

-- What holds a dial up, or null: PAUSED, LISTED or CALLING.
create function telephony.held_up(
  its_number text, its_server text, its_trunk text, its_hotline text, at timestamptz) returns text
language sql stable as $$
  select case
    when exists (select from telephony.do_not_call d
                  where d.number = its_number and d.removed_at is null and (d.until is null or d.until > at)) then 'LISTED'
    when exists (select from telephony.callback_pause p
                  where p.resumed_at is null and (p.until is null or p.until > at)
                    and (p.scope = 'ALL' or (p.scope = 'LINE' and p.name = its_server)
                         or (p.scope = 'TRUNK' and p.name = its_server || '/' || its_trunk)
                         or its_hotline = any (p.hotlines)))
      then 'PAUSED'
    -- A call whose end was missed holds nothing up for longer than this.
    when exists (select from telephony.call c
                  where c.customer_e164 = its_number and c.live and c.direction = 'INBOUND'
                    and c.started_at > at - interval '1 hour') then 'CALLING'
  end
$$;
