-- Why: what a release asks about the number was asked by a trigger for each row (V0016). Now it is a function that the
-- planner dissolves in the statement that releases many: most numbers have one callback, which is one step along an index. What rang a number is found by its callbacks, so that an
-- attempt is written into one index less.
-- Locks telephony.attempt for the moment of the change. The previous release releases without the guard of numbers while it
-- still runs: its plans keep the spacing themselves, and it is replaced within minutes.

drop trigger attempt_leaves_number_alone on telephony.attempt;
drop function telephony.number_is_left_alone();
drop index telephony.attempt_of_number;

-- A row when the number must not be rung for this callback now, by the guard of its rule: another callback rang it in vain
-- less than the gap ago, or it was rung as often as a ceiling allows.
create function telephony.left_alone(its_callback uuid, its_number text, its_rule text, at timestamptz) returns setof text
language sql stable as $$
  select g.rule
    from telephony.number_guard g
   where g.rule = its_rule
     and (exists (select
                    from telephony.callback o join telephony.attempt a on a.callback = o.id
                   where o.number = its_number and o.id <> its_callback
                     and a.state = 'SETTLED' and a.ended_at > at - g.gap
                     and a.outcome <> 'REACHED' and telephony.may_have_rung(a.outcome, a.detail)
                     -- Somebody who was spoken to since is not left alone.
                     and not exists (select
                                       from telephony.callback c join telephony.attempt b on b.callback = c.id
                                      where c.number = its_number and c.id <> its_callback and b.state = 'SETTLED'
                                        and c.close_reason in ('REACHED', 'CONTACTED') and c.closed_at >= a.ended_at))
          or (g.in_day > 0
              and (select count(*)
                     from telephony.callback o join telephony.attempt a on a.callback = o.id
                    where o.number = its_number and a.state = 'SETTLED' and a.started_at > at - interval '24 hours'
                      and telephony.may_have_rung(a.outcome, a.detail)) >= g.in_day)
          or (g.in_month > 0
              and (select count(*)
                     from telephony.callback o join telephony.attempt a on a.callback = o.id
                    where o.number = its_number and a.state = 'SETTLED' and a.started_at > at - interval '720 hours'
                      and telephony.may_have_rung(a.outcome, a.detail)) >= g.in_month))
$$;
