-- Why: a customer whom we rang must not wait for an agent (abandoned: none within two seconds of his answer). How many
-- did is asked before each round that rings somebody, so it is kept beside the facts it is read from.
-- Locks telephony.callback_due while its index is built anew: seconds for each million. The previous release that knows that
-- table does not exist.

create table telephony.agent_wait (
  attempt     uuid primary key,
  answered_at timestamptz not null,
  agent_at    timestamptz,
  ended_at    timestamptz
);

comment on column telephony.agent_wait.agent_at is 'when customer and agent first heard each other; null: not (yet)';

create index agent_wait_newest on telephony.agent_wait (answered_at);

-- A survey is done by a machine: it is begun although no agent is free.
alter table telephony.callback_due add column machine boolean not null default false;
-- What is due is chosen from the index alone.
drop index telephony.callback_due_by_deadline;
create index callback_due_by_deadline on telephony.callback_due (rule, due_at, deadline, callback)
  include (number, hotline, machine);
