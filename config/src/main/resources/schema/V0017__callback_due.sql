-- Why: what is due is claimed by deadline (decision 0013), and a callback is moved on without touching an index: what waits
-- for its time has rows of its own, put there and taken away whole; all else of a callback and of an attempt is changed in
-- its page (HOT), and nothing asks again for what the statement itself has just read (foreign keys). The whole cycle of an
-- attempt cost PostgreSQL 158 microseconds before.
-- Locks telephony.callback and telephony.attempt while it is filled and indexes are built: some ten seconds for each
-- million. The previous release listens and reads on it, but neither plans nor rings (a check refuses what it writes):
-- nothing is lost, and it rings nobody until it is replaced.

-- One row for each callback that is PLANNED, and for no other.
create table telephony.callback_due (
  callback uuid        primary key,
  rule     text        not null,
  due_at   timestamptz not null,
  -- When it should have begun at the latest: who is due is claimed in this order.
  deadline timestamptz not null,
  number   text        not null,
  -- Attempts so far.
  attempts integer     not null
) with (
  -- It turns over as fast as customers are rung.
  autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05
);

insert into telephony.callback_due (callback, rule, due_at, deadline, number, attempts)
select id, rule, due_at, due_at, number, attempts from telephony.callback where state = 'PLANNED';

create index callback_due_by_deadline on telephony.callback_due (rule, due_at, deadline, callback);

alter table telephony.callback add column deadline timestamptz;
update telephony.callback set deadline = due_at where state = 'PLANNED';
alter table telephony.callback
  add check ((state = 'PLANNED') = (deadline is not null)),
  -- Room in each page for what is changed in it.
  set (fillfactor = 70);

drop index telephony.callback_waiting;
drop index telephony.callback_open_of_number;
create index callback_of_number on telephony.callback (number);

-- What is live is what has not ended; state would be changed on the way and every index with it.
create unique index attempt_live on telephony.attempt (number) include (server) where ended_at is null;
drop index telephony.attempt_live_of_number;
drop index telephony.attempt_live_of_server;
drop index telephony.attempt_last_of_server;
create index attempt_last_of_server on telephony.attempt (server, ended_at desc) where ended_at is not null;
alter table telephony.attempt set (fillfactor = 50);

-- Attempts and decisions are written by statements that have their callback in hand, and it can never go away.
alter table telephony.attempt drop constraint attempt_callback_fkey;
alter table telephony.callback_decision drop constraint callback_decision_callback_fkey;
create trigger callback_is_never_deleted before delete on telephony.callback
  for each row execute function telephony.evidence_stays();
