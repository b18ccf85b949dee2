-- Why: a customer says when in his day he would like to be rung (issue 4). Kept with the wish, and read with it.
-- Locks nothing for longer than a moment: a column with a constant default. The previous release runs on it; what it plans
-- is for any time.

alter table telephony.callback
  -- Windows of the customer's day, as 08:00-09:00, 18:00-20:00; empty: any time.
  add column best_times text not null default '';
