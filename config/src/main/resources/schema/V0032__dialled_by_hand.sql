-- Why: an agent who rings a customer by hand rings the same telephone as a callback does: what he rang in vain leaves the number
-- alone for the gap, and counts for the ceilings (regulation b.2: a manual call counts and moves the next slot). Such a call is of
-- no callback, so it stands by itself, for whichever callback is planned at its number.
-- Locks nothing: the table is new. The previous release does not know it, and rings as if nobody had dialled by hand.

create table telephony.dialled_by_hand (
  call            text        primary key,
  number          text        not null,
  started_at      timestamptz not null,
  -- Of the customer's leg.
  ended_at        timestamptz not null,
  -- As of an attempt; only what may have rung.
  outcome         text        not null,
  detail          text        not null,
  cause_q850      integer     not null,
  cause_sip       integer     not null,
  -- The customer was spoken to after it ended: it holds nobody off any more.
  spoken_to_since boolean     not null
);
create index dialled_by_hand_of_number on telephony.dialled_by_hand (number, started_at);
