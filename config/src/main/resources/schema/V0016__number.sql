-- Why: a person with two tickets has one phone. What rang it for the one callback leaves it alone for the other, and what a
-- carrier lets ring a number counts all of them (regulation S0-29, S3-08; faults.md 3.3, case 38). The release of an attempt
-- asks for it by itself: whoever planned the callback may have died before it was told that the number was rung.
-- Locks telephony.attempt while the index is built: seconds for each million. The previous release runs on it; it puts in no
-- guard, and without one nothing is refused.

create index attempt_of_number on telephony.attempt (number, started_at);

-- How a number is left alone by the rule of a profile version, or of the present default one ('').
create table telephony.number_guard (
  rule     text     primary key,
  -- From the end of an attempt of another callback that may have rung.
  gap      interval not null check (gap >= interval '0'),
  -- Calls that may ring it within any 24 hours and any 30 days; 0: any number.
  in_day   integer  not null check (in_day >= 0),
  in_month integer  not null check (in_month >= 0)
);

-- As AttemptOutcome.mayHaveRung.
create function telephony.may_have_rung(outcome text, detail text) returns boolean language sql immutable as $$
  select outcome <> 'LINE_FAILED' or detail in ('NO_AGENT', 'NO_SURVEY', 'CUT_OFF', 'OTHER')
$$;

-- Refused is passed over: the statement that releases finds no such attempt.
create function telephony.number_is_left_alone() returns trigger language plpgsql as $$
declare
  guard telephony.number_guard;
begin
  select g.* into guard
    from telephony.callback c join telephony.number_guard g on g.rule = c.rule
   where c.id = new.callback;
  if not found then
    return new;
  end if;
  if exists (select from telephony.attempt a
              where a.number = new.number and a.state = 'SETTLED' and a.callback <> new.callback
                and a.ended_at > new.released_at - guard.gap
                and a.outcome <> 'REACHED' and telephony.may_have_rung(a.outcome, a.detail)
                -- Somebody who was spoken to since is not left alone.
                and not exists (select
                                  from telephony.attempt b join telephony.callback c on c.id = b.callback
                                 where b.number = new.number and b.state = 'SETTLED' and b.callback <> new.callback
                                   and c.close_reason in ('REACHED', 'CONTACTED') and c.closed_at >= a.ended_at)) then
    return null;
  end if;
  if guard.in_day > 0
     and (select count(*) from telephony.attempt a
           where a.number = new.number and a.state = 'SETTLED' and a.started_at > new.released_at - interval '24 hours'
             and telephony.may_have_rung(a.outcome, a.detail)) >= guard.in_day then
    return null;
  end if;
  if guard.in_month > 0
     and (select count(*) from telephony.attempt a
           where a.number = new.number and a.state = 'SETTLED' and a.started_at > new.released_at - interval '720 hours'
             and telephony.may_have_rung(a.outcome, a.detail)) >= guard.in_month then
    return null;
  end if;
  return new;
end
$$;

create trigger attempt_leaves_number_alone before update on telephony.attempt
  for each row when (old.state = 'COMMITTED' and new.state = 'RELEASED')
  execute function telephony.number_is_left_alone();
