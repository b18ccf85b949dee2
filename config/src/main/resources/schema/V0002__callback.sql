-- Why: the promise to ring somebody back, every attempt at it, and every decision with its reason: all of it evidence
-- (regulation S0-38), written before anything is dialled (decision 0004).
-- Locks: nothing; all tables are new. The previous release does not know them and runs on.

create schema if not exists telephony;

create table telephony.callback (
  id           uuid primary key,
  subject      text        not null check (length(subject) between 1 and 200),
  number       text        not null check (number ~ '^\+[1-9][0-9]{7,14}$'),
  reason       text        not null,
  not_before   timestamptz not null,
  created_at   timestamptz not null,
  state        text        not null check (state in ('PLANNED', 'DIALLING', 'CLOSED')),
  due_at       timestamptz,
  why          text        not null,
  problem      text,
  close_reason text,
  closed_at    timestamptz,
  -- Attempts so far; the next one's ordinal is one more.
  attempts     integer     not null default 0 check (attempts >= 0),
  check ((state = 'PLANNED') = (due_at is not null)),
  check ((state = 'CLOSED') = (close_reason is not null)),
  check ((state = 'CLOSED') = (closed_at is not null))
);

-- The hot question: what is due? Closed and dialling callbacks are not in it.
create index callback_due on telephony.callback (due_at) where state = 'PLANNED';
create index callback_newest on telephony.callback (created_at desc, id desc);
create index callback_of_subject on telephony.callback (subject, created_at desc);
create index callback_open_of_number on telephony.callback (number) where state <> 'CLOSED';

create table telephony.attempt (
  id            uuid primary key,
  callback      uuid        not null references telephony.callback,
  ordinal       integer     not null check (ordinal > 0),
  number        text        not null,
  server        text        not null,
  fence         bigint      not null,
  started_at    timestamptz not null,
  state         text        not null check (state in ('COMMITTED', 'RELEASED', 'UNKNOWN', 'SETTLED')),
  released_at   timestamptz,
  unknown_since timestamptz,
  -- REACHED, NOT_REACHED, LINE_FAILED or NEVER_KNOWN; the kind or the fault; what the network said.
  outcome       text,
  detail        text,
  cause_q850    integer,
  cause_sip     integer,
  ended_at      timestamptz,
  unique (callback, ordinal),
  check ((state = 'SETTLED') = (outcome is not null)),
  check ((state = 'SETTLED') = (ended_at is not null))
);

-- One live attempt a number, whatever the nodes think: this is what makes a second dial impossible.
create unique index attempt_live_of_number on telephony.attempt (number) where state <> 'SETTLED';
create index attempt_live_of_server on telephony.attempt (server) where state <> 'SETTLED';

-- Every decision with its reason, never changed: who asks later why somebody was rung then, or no more, reads it here.
create table telephony.callback_decision (
  id            bigint generated always as identity primary key,
  callback      uuid        not null references telephony.callback,
  at            timestamptz not null,
  -- Attempts that had been made when it was decided.
  after_attempt integer     not null,
  move          text        not null check (move in ('DIAL_AT', 'CLOSE')),
  due_at        timestamptz,
  close_reason  text,
  why           text        not null,
  problem       text,
  check ((move = 'DIAL_AT') = (due_at is not null)),
  check ((move = 'CLOSE') = (close_reason is not null))
);

create index callback_decision_of on telephony.callback_decision (callback, id);

create function telephony.evidence_stays() returns trigger language plpgsql as $$
begin
  raise exception 'telephony.% is evidence: rows are added, never changed or deleted', tg_table_name;
end
$$;

create trigger callback_decision_stays before update or delete on telephony.callback_decision
  for each row execute function telephony.evidence_stays();
create trigger attempt_is_never_deleted before delete on telephony.attempt
  for each row execute function telephony.evidence_stays();
