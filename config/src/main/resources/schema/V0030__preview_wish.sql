-- Why: an agent who looks at a callback before he starts it may ask any node; only the one that holds the line can do it. What
-- he wants is put here by the node he asked, taken and answered by the other, and ended by whoever put it.
-- Locks nothing; the table is new. The previous release does not know it, and a node of it that holds the line answers nobody here.

create table telephony.preview_wish (
  id      uuid primary key,
  server  text        not null,
  what    text        not null check (what in ('NEXT', 'START', 'HAND_BACK')),
  agent   text        not null,
  attempt uuid        check ((attempt is null) = (what = 'NEXT')),
  reason  text        not null,
  until   timestamptz not null,
  fence   bigint,
  answer  text        check (answer in ('OFFERED', 'NOTHING_DUE', 'DONE', 'REFUSED', 'NOT_NOW')),
  offered       uuid,
  offered_until timestamptz,
  why     text        not null default '',
  check (answer is null or fence is not null),
  check ((answer = 'OFFERED') = (offered is not null and offered_until is not null))
);

comment on column telephony.preview_wish.fence is 'of whoever took it; null: nobody yet';

create index preview_wish_open on telephony.preview_wish (server, until) where fence is null;
