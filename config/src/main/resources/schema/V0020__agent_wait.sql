-- Why: a customer whom we rang must not wait for an agent (abandoned: none within two seconds of his answer). How many
-- did is asked before each round that rings somebody, so it is kept beside the facts it is read from.
-- Locks: nothing; the table is new. The previous release does not know it and runs on.

create table telephony.agent_wait (
  attempt     uuid primary key,
  answered_at timestamptz not null,
  agent_at    timestamptz,
  ended_at    timestamptz
);

comment on column telephony.agent_wait.agent_at is 'when customer and agent first heard each other; null: not (yet)';

create index agent_wait_newest on telephony.agent_wait (answered_at);
