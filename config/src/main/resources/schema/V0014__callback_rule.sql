-- Why: a callback goes by the retry rule of the profile its ticket goes by (S0-39, b.2), fixed when it is planned, as the
-- ticket's own clocks are; what is due is asked for by rule, because each rule has its own quiet hours.
-- Locks telephony.callback while the index is built: seconds for each million. The previous release plans and claims on it
-- as before: what it plans goes by the present default profile.

alter table telephony.callback
  -- A version of a profile, as telecom/2; empty: the present default one.
  add column rule text not null default '' check (rule = '' or rule ~ '^[a-z][a-z0-9-]{0,31}/[1-9][0-9]{0,8}$');

create index callback_waiting on telephony.callback (rule, due_at, id) where state = 'PLANNED';
drop index telephony.callback_due;
