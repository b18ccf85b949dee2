-- Why: what a line says must be kept before anybody acts on it: who listens (lease), what was concluded (facts), the calls
-- that come of it, how far each follower has read, and where we may have missed something (gaps).
-- Locks: nothing; all tables are new. The previous release does not know them and runs on.

create schema if not exists telephony;

-- One row for each Asterisk server. The fence grows with every new owner, so that what an elder still has under way can
-- be told from what the present one does. `heard_until` is the last instant up to which we know that nothing was missed.
create table telephony.line_lease (
  server      text primary key,
  owner       text        not null,
  fence       bigint      not null,
  until       timestamptz not null,
  heard_until timestamptz,
  booted      text
);

comment on column telephony.line_lease.booted is 'start of the server in its own words, compared only for equality';

-- A call is the set of its facts (decision 0002). `place` is handed out in the order of commit (decision 0003).
create table telephony.fact (
  place   bigint generated always as identity primary key,
  call_id text        not null,
  key     text        not null,
  at      timestamptz not null,
  kind    text        not null,
  body    jsonb       not null,
  unique (call_id, key)
);

comment on column telephony.fact.at is 'to the microsecond; the exact instant is in the body';

-- What the facts of a call come to, for lists only: the record itself is always read from the facts.
create table telephony.call (
  id            text primary key,
  server        text        not null,
  direction     text        not null,
  hotline       text        not null,
  customer_e164 text,
  customer_raw  text        not null,
  started_at    timestamptz not null,
  answered_at   timestamptz,
  ended_at      timestamptz,
  result        text,
  live          boolean     not null,
  incomplete    boolean     not null
);

create index call_newest on telephony.call (started_at desc, id desc);
create index call_live on telephony.call (server) where live;

create table telephony.follower (
  name  text primary key,
  place bigint not null
);

-- A stretch in which we may have missed what a server said.
create table telephony.line_gap (
  id             bigint generated always as identity primary key,
  server         text        not null,
  since          timestamptz not null,
  until          timestamptz,
  reason         text        not null,
  calls_repaired integer     not null default 0
);

create unique index line_gap_open on telephony.line_gap (server) where until is null;
create index line_gap_newest on telephony.line_gap (since desc, id desc);
