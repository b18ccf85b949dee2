-- Why: what is due is claimed by deadline (decision 0013), and a callback is moved on without touching an index: what waits
-- for its time has rows of its own, put there and taken away whole; all else of a callback and of an attempt is changed in
-- its page (HOT), and nothing asks again for what the statement itself has just read (foreign keys). The whole cycle of an
-- attempt cost PostgreSQL 158 microseconds before.
-- Locks telephony.callback and telephony.attempt while it is filled and indexes are built: some ten seconds for each
-- million. The previous release listens and reads on it, but neither plans nor rings nor settles (checks refuse what it
-- writes): nothing is lost, and it rings nobody until it is replaced.

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

create index callback_due_by_deadline on telephony.callback_due (rule, due_at, deadline, callback) include (number);

alter table telephony.callback add column deadline timestamptz;
update telephony.callback set deadline = due_at where state = 'PLANNED';
alter table telephony.callback
  add check ((state = 'PLANNED') = (deadline is not null)),
  -- Room in each page for what is changed in it.
  set (fillfactor = 70);

drop index telephony.callback_waiting;
drop index telephony.callback_open_of_number;
create index callback_of_number on telephony.callback (number);

-- One row for each attempt that is not SETTLED, and for no other. One live attempt a number, whatever the nodes think: this is
-- what makes a second dial impossible.
create table telephony.attempt_live (
  number   text,
  attempt  uuid    not null,
  callback uuid    not null,
  ordinal  integer not null,
  server   text    not null,
  primary key (number) include (server)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

insert into telephony.attempt_live (number, attempt, callback, ordinal, server)
select number, id, callback, ordinal, server from telephony.attempt where state <> 'SETTLED';

-- For the previous release, which would settle an attempt and leave it live here.
alter table telephony.attempt add column live boolean not null default false;
update telephony.attempt set live = true where state <> 'SETTLED';
alter table telephony.attempt
  alter column live set default true,
  add check (live = (state <> 'SETTLED'));

drop index telephony.attempt_live_of_number;
drop index telephony.attempt_live_of_server;
drop index telephony.attempt_last_of_server;
create index attempt_last_of_server on telephony.attempt (server, started_at desc);
alter table telephony.attempt set (fillfactor = 50);

-- Read by callback, in order; by nothing else.
alter table telephony.callback_decision drop constraint callback_decision_pkey;
drop index telephony.callback_decision_of;
alter table telephony.callback_decision add primary key (callback, id);

-- Attempts and decisions are written by statements that have their callback in hand, and it can never go away. The form of a
-- number and of a rule is their types' in the service; here it would be looked at again with every change of a row.
alter table telephony.attempt drop constraint attempt_callback_fkey;
alter table telephony.callback_decision drop constraint callback_decision_callback_fkey;
alter table telephony.callback drop constraint callback_number_check, drop constraint callback_rule_check;
create trigger callback_is_never_deleted before delete on telephony.callback
  for each row execute function telephony.evidence_stays();
