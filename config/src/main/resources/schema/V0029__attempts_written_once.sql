-- Why: an attempt was a row that was changed twice and beside it stood a decision, a live row, and a callback that was changed
-- with each of them: fifteen rows written in the life of one attempt. What is under way is now one row (telephony.attempt_live),
-- what is over is one row that is written once, with the decision that followed, and never changed again; a callback is written
-- when it is asked for and when it is closed. What state it is in is where it stands: closed, among those that wait
-- (telephony.callback_due), or with the line.
-- Locks telephony.callback, telephony.callback_due and telephony.attempt while columns are filled and checked: some ten seconds for
-- each million. The previous release can do nothing on it (columns are missing): it rings nobody and loses nothing until it is
-- replaced.

alter table telephony.callback_due
  -- When and why, as the last decision says.
  add column why     text,
  add column problem text;
update telephony.callback_due d set why = c.why, problem = c.problem from telephony.callback c where c.id = d.callback;
alter table telephony.callback_due alter column why set not null;
create index callback_due_troubled on telephony.callback_due (callback) where problem is not null;

alter table telephony.attempt_live
  add column fence         bigint,
  add column started_at    timestamptz,
  add column state         text not null default 'COMMITTED' check (state in ('COMMITTED', 'RELEASED', 'UNKNOWN')),
  add column released_at   timestamptz,
  add column unknown_since timestamptz,
  -- Its callback's, from its release on.
  add column household     text not null default '' collate "C",
  -- Of its callback, as it was when it was claimed.
  add column problem       text,
  -- Its callback was closed meanwhile: not released any more, and nothing follows from it.
  add column in_vain       boolean not null default false;
update telephony.attempt_live l
   set fence = a.fence, started_at = a.started_at, state = a.state, released_at = a.released_at,
       unknown_since = a.unknown_since, household = a.household, problem = c.problem, in_vain = c.state = 'CLOSED'
  from telephony.attempt a join telephony.callback c on c.id = a.callback
 where a.id = l.attempt;
alter table telephony.attempt_live
  alter column fence set not null,
  alter column started_at set not null,
  set (fillfactor = 50);
create unique index attempt_live_by_id on telephony.attempt_live (attempt);

drop trigger attempt_is_never_deleted on telephony.attempt;
drop trigger attempt_leaves_household_alone on telephony.attempt;
delete from telephony.attempt where state <> 'SETTLED';
alter table telephony.attempt
  drop column state,
  drop column live,
  alter column outcome set not null,
  alter column ended_at set not null,
  -- What was decided when it was over; null: its callback had been closed, or the decision stands in
  -- telephony.callback_decision, as those do that follow from no attempt. The number is drawn from the same sequence.
  add column decision     bigint,
  add column decided_at   timestamptz,
  add column move         text,
  add column due_at       timestamptz,
  add column close_reason text,
  add column why          text,
  add column problem      text,
  reset (fillfactor);
create trigger attempt_stays before update or delete on telephony.attempt
  for each row execute function telephony.evidence_stays();

update telephony.callback set problem = null where state <> 'CLOSED' and problem is not null;
drop index telephony.callback_troubled;
alter table telephony.callback
  drop column state,
  drop column due_at,
  drop column deadline,
  drop column why,
  drop column attempts,
  add check ((closed_at is null) = (close_reason is null)),
  -- Of a closed one, as it was then.
  add check (problem is null or closed_at is not null),
  reset (fillfactor);

-- A callback as it stands.
create view telephony.callback_plan as
select c.id, c.subject, c.number, c.reason, c.not_before, c.rule, c.created_at,
       case when c.closed_at is not null then 'CLOSED' when d.callback is not null then 'PLANNED' else 'DIALLING' end as state,
       d.due_at, d.deadline, d.why, coalesce(c.problem, d.problem, l.problem) as problem, c.close_reason, c.closed_at,
       c.best_times, c.household, c.numbers, c.hotline, c.handed_on_at
  from telephony.callback c
  left join telephony.callback_due d on d.callback = c.id
  left join telephony.attempt_live l on l.number = c.number and l.callback = c.id;

-- Attempts that are over and those that are not.
create view telephony.every_attempt as
select id, callback, ordinal, number, server, trunk, fence, started_at, 'SETTLED' as state, released_at, unknown_since, outcome,
       detail, cause_q850, cause_sip, ended_at, household, announced, announced_by, confidence
  from telephony.attempt
union all
select attempt, callback, ordinal, number, server, trunk, fence, started_at, state, released_at, unknown_since, null, null, null,
       null, null, household, null, null, null
  from telephony.attempt_live;

-- Decisions that followed from an attempt and those that did not, in the order of their ids.
create view telephony.every_decision as
select id, callback, at, after_attempt, move, due_at, close_reason, why, problem from telephony.callback_decision
union all
select decision, callback, decided_at, ordinal, move, due_at, close_reason, why, problem
  from telephony.attempt where decision is not null;

-- As in V0022, over both kinds of attempts.
create or replace function telephony.household_is_left_alone(its_household text, its_rule text, at timestamptz) returns boolean
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
  return (select count(*) from telephony.every_attempt a
           where a.household = its_household and a.household <> '' and a.started_at > at - interval '24 hours'
             and (a.state <> 'SETTLED' or telephony.may_have_rung(a.outcome, a.detail))) >= most;
end
$$;

create trigger attempt_leaves_household_alone before update on telephony.attempt_live
  for each row when (old.state = 'COMMITTED' and new.state = 'RELEASED' and new.household <> '')
  execute function telephony.attempt_leaves_household_alone();

-- As in V0025; all attempts of the table are over. Each callback's are looked up by themselves: as a join it may be planned, while
-- the table is empty, to pass over all there are later.
create or replace function telephony.is_left_alone(
  its_callback uuid, its_number text, gap interval, in_day integer, in_month integer, at timestamptz) returns boolean
language sql stable as $$
  select exists (select from telephony.callbacks_of(its_number) o
                  where o.id <> its_callback
                    and (select true from telephony.attempt a
                          where a.callback = o.id and a.number = its_number and a.ended_at > at - gap
                            and a.outcome <> 'REACHED' and telephony.may_have_rung(a.outcome, a.detail)
                            -- Somebody who was spoken to since is not left alone.
                            and not exists (select from telephony.callbacks_of(its_number) c
                                             where c.id <> its_callback
                                               and c.close_reason in ('REACHED', 'CONTACTED') and c.closed_at >= a.ended_at
                                               and (select true from telephony.attempt b
                                                     where b.callback = c.id and b.number = its_number limit 1))
                          limit 1))
         or (in_day > 0
             and (select sum((select count(*) from telephony.attempt a
                               where a.callback = o.id and a.number = its_number
                                 and a.started_at > at - interval '24 hours'
                                 and telephony.may_have_rung(a.outcome, a.detail)))
                    from telephony.callbacks_of(its_number) o) >= in_day)
         or (in_month > 0
             and (select sum((select count(*) from telephony.attempt a
                               where a.callback = o.id and a.number = its_number
                                 and a.started_at > at - interval '720 hours'
                                 and telephony.may_have_rung(a.outcome, a.detail)))
                    from telephony.callbacks_of(its_number) o) >= in_month)
$$;

create or replace function telephony.left_alone(
  its_callback uuid, its_number text, its_rule text, at timestamptz) returns setof text
language sql stable as $$
  select g.rule
    from telephony.number_guard g
   where g.rule = its_rule
     and case when exists (select from telephony.callback_number n where n.number = its_number)
           then telephony.is_left_alone(its_callback, its_number, g.gap, g.in_day, g.in_month, at)
           else
             exists (select from telephony.callback o
                      where o.number = its_number and o.id <> its_callback
                        and (select true from telephony.attempt a
                              where a.callback = o.id and a.ended_at > at - g.gap
                                and a.outcome <> 'REACHED' and telephony.may_have_rung(a.outcome, a.detail)
                                -- Somebody who was spoken to since is not left alone.
                                and not exists (select from telephony.callback c
                                                 where c.number = its_number and c.id <> its_callback
                                                   and c.close_reason in ('REACHED', 'CONTACTED')
                                                   and c.closed_at >= a.ended_at
                                                   and (select true from telephony.attempt b
                                                         where b.callback = c.id limit 1))
                              limit 1))
             or (g.in_day > 0
                 and (select sum((select count(*) from telephony.attempt a
                                   where a.callback = o.id and a.started_at > at - interval '24 hours'
                                     and telephony.may_have_rung(a.outcome, a.detail)))
                        from telephony.callback o where o.number = its_number) >= g.in_day)
             or (g.in_month > 0
                 and (select sum((select count(*) from telephony.attempt a
                                   where a.callback = o.id and a.started_at > at - interval '720 hours'
                                     and telephony.may_have_rung(a.outcome, a.detail)))
                        from telephony.callback o where o.number = its_number) >= g.in_month)
         end
$$;
