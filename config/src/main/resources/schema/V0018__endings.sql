-- Why: whom we must not ring now, and what becomes of a callback that reached nobody. What holds a dial up (a pause, the
-- do-not-call list, a customer who is ringing us himself: faults.md cases 37, 39, 44) is looked at in the statement that
-- releases the attempt, so that whatever is committed here holds for every node from then on. Callbacks that ended without
-- contact are handed to a person, once (regulation a.4: never silently closed).
-- Locks telephony.callback and telephony.call while indexes are built: seconds for each million. The previous release runs on it; it
-- obeys nothing of this.

alter table telephony.callback
  -- The number of the hotline it was asked for at, as the dialplan sees it; empty: none.
  add column hotline text not null default '' collate "C",
  -- When whoever has to decide was told that it ended without contact.
  add column handed_on_at timestamptz;

alter table telephony.callback_due
  add column hotline text not null default '' collate "C";

create index callback_to_hand_on on telephony.callback (closed_at)
  where handed_on_at is null and close_reason in ('UNREACHABLE', 'NUMBER_UNKNOWN', 'NUMBER_CHANGED', 'NOT_ALLOWED');
create index callback_troubled on telephony.callback (id) where problem is not null and closed_at is null;

-- Whom we do not ring for a while, by the supervisor's word. Ended, never deleted.
create table telephony.callback_pause (
  id         uuid primary key,
  scope      text        not null check (scope in ('ALL', 'LINE', 'HOTLINE', 'QUEUE')),
  -- Of the line, the hotline or the queue; empty for all.
  name       text        not null check ((scope = 'ALL') = (name = '')),
  -- Those it concerns: the one that is named, or those that led to the queue when it was paused.
  hotlines   text[]      not null default '{}' collate "C",
  reason     text        not null check (length(reason) between 1 and 500),
  paused_by  text        not null,
  since      timestamptz not null,
  -- Ends by itself then.
  until      timestamptz check (until > since),
  resumed_at timestamptz,
  resumed_by text,
  check ((resumed_at is null) = (resumed_by is null))
);
-- Few stand at a time.
create index callback_pause_standing on telephony.callback_pause (since) where resumed_at is null;
create unique index callback_pause_once on telephony.callback_pause (scope, name) where resumed_at is null;

-- Numbers that must not be rung. Taken off, never deleted.
create table telephony.do_not_call (
  id         uuid primary key,
  number     text        not null collate "C" check (number ~ '^\+[1-9][0-9]{7,14}$'),
  reason     text        not null check (length(reason) between 1 and 500),
  listed_by  text        not null,
  since      timestamptz not null,
  until      timestamptz check (until > since),
  removed_at timestamptz,
  removed_by text,
  check ((removed_at is null) = (removed_by is null))
);
create unique index do_not_call_once on telephony.do_not_call (number) where removed_at is null;
create index do_not_call_newest on telephony.do_not_call (since desc, id desc);

-- Customers who are ringing us at this moment.
create index call_live_of_customer on telephony.call (customer_e164) where live and direction = 'INBOUND';

-- What holds a dial up, or null: PAUSED, LISTED or CALLING.
create function telephony.held_up(its_number text, its_server text, its_hotline text, at timestamptz) returns text
language sql stable as $$
  select case
    when exists (select from telephony.do_not_call d
                  where d.number = its_number and d.removed_at is null and (d.until is null or d.until > at)) then 'LISTED'
    when exists (select from telephony.callback_pause p
                  where p.resumed_at is null and (p.until is null or p.until > at)
                    and (p.scope = 'ALL' or (p.scope = 'LINE' and p.name = its_server) or its_hotline = any (p.hotlines)))
      then 'PAUSED'
    -- A call whose end was missed holds nothing up for longer than this.
    when exists (select from telephony.call c
                  where c.customer_e164 = its_number and c.live and c.direction = 'INBOUND'
                    and c.started_at > at - interval '1 hour') then 'CALLING'
  end
$$;
