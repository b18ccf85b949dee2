-- Why: networks speak where they should signal (faults.md 2.6): what was announced is kept beside the network's cause, how it
-- is known and how surely (0 to 1). Null for nearly all attempts.
-- Locks: telephony.attempt for an instant, and no row is written anew. The previous release runs on it; it can settle every
-- attempt, and cannot read those that came to what it does not know (OUT_OF_AREA, SUSPENDED, BARRED, ANSWERING_MACHINE).

alter table telephony.attempt
  add column announced    text,
  add column announced_by text,
  add column confidence   double precision;

comment on column telephony.attempt.announced is 'what was announced in place of the customer; null: nothing is known of it';
