-- Why: a customer says when in his day he would like to be rung, and several numbers may belong to one household, which is
-- rung so often and not oftener (issue 4). Both are kept with the wish and read with it; what was let go to a household is
-- noted with the attempt when it is released, so that it is counted without a look at any callback.
-- Locks telephony.attempt and telephony.callback for a moment (columns with constant defaults) and while two indexes are
-- built that hold nothing yet. The previous release runs on it; what it plans is for any time and of no household, and what
-- it releases counts for none.

alter table telephony.callback
  -- Windows of the customer's day, as 08:00-09:00, 18:00-20:00; empty: any time.
  add column best_times text not null default '',
  -- The asker's own word for it; empty: of none.
  add column household text not null default '' collate "C";
create index callback_of_household on telephony.callback (household) where household <> '';

alter table telephony.attempt
  -- Its callback's, from its release on.
  add column household text not null default '' collate "C";
create index attempt_of_household on telephony.attempt (household, started_at) where household <> '';

alter table telephony.number_guard
  -- Calls that may ring a household within any 24 hours; 0: any number.
  add column household_in_day integer not null default 0 check (household_in_day >= 0);

-- Whether a household must not be rung now, by the guard of this rule. One asks at a time for each household and whoever
-- comes meanwhile is told yes, so that two do not both find the last place; what the same statement released before counts.
create function telephony.household_is_left_alone(its_household text, its_rule text, at timestamptz) returns boolean
language plpgsql volatile as $$
declare
  most integer;
begin
  select g.household_in_day into most from telephony.number_guard g where g.rule = its_rule;
  if its_household = '' or coalesce(most, 0) = 0 then
    return false;
  end if;
  if not pg_try_advisory_xact_lock(hashtextextended('household ' || its_household, 0)) then
    return true;
  end if;
  return (select count(*) from telephony.attempt a
           where a.household = its_household and a.household <> '' and a.started_at > at - interval '24 hours'
             and (a.state <> 'SETTLED' or telephony.may_have_rung(a.outcome, a.detail))) >= most;
end
$$;

-- Refused is passed over: the statement that releases finds no such attempt.
create function telephony.attempt_leaves_household_alone() returns trigger language plpgsql as $$
begin
  if telephony.household_is_left_alone(
       new.household, (select c.rule from telephony.callback c where c.id = new.callback), new.released_at) then
    return null;
  end if;
  return new;
end
$$;

create trigger attempt_leaves_household_alone before update on telephony.attempt
  for each row when (old.state = 'COMMITTED' and new.state = 'RELEASED' and new.household <> '')
  execute function telephony.attempt_leaves_household_alone();
