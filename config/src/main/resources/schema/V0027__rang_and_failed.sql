-- Why: a trunk that fails after the customer's telephone rang has rung him all the same: the spacing holds and the ceilings
-- count it (S0-39, faults.md 2.5). It was taken for a failure before any ringing, and made again ten minutes later.
-- Locks nothing. The previous release does not know the word and cannot show such an attempt.

create or replace function telephony.may_have_rung(outcome text, detail text) returns boolean language sql immutable as $$
  select outcome <> 'LINE_FAILED' or detail in ('NO_AGENT', 'NO_SURVEY', 'CUT_OFF', 'OTHER', 'FAILED_WHILE_RINGING')
$$;
