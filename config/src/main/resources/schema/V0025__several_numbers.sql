-- Why: a customer may have several numbers; dialled one after the other they are one attempt (regulation S0-40, b.2). The
-- number of a callback becomes the one that is in turn, so that claim and live attempts look at nothing else; all of its
-- numbers stand beside it, for the few callbacks that have more than one, and each of them finds it.
-- Locks telephony.callback for the moment of the change (a column with a constant default). The previous release runs on it:
-- it rings such a callback at the number that is in turn, and takes that one for its only one.

alter table telephony.callback
  -- All of them in the order in which they are dialled, when there are several; otherwise empty.
  add column numbers text[] not null default '{}';

-- A row for each number of a callback that has several, and for no other.
create table telephony.callback_number (
  number   text not null,
  callback uuid not null,
  primary key (number, callback)
);

-- The callbacks that have this number, in turn or not, each once.
create function telephony.callbacks_of(its_number text) returns setof telephony.callback
language sql stable as $$
  select c.* from telephony.callback c where c.number = its_number
  union all
  select c.*
    from telephony.callback_number n join telephony.callback c on c.id = n.callback
   where n.number = its_number and c.number <> its_number
$$;

-- Whether the customer is ringing us from one of these numbers. A call whose end was missed counts for an hour.
create function telephony.is_ringing_us(his_numbers text[], at timestamptz) returns boolean
language sql stable as $$
  select exists (select from telephony.call c
                  where c.customer_e164 = any (his_numbers) and c.live and c.direction = 'INBOUND'
                    and c.started_at > at - interval '1 hour')
$$;

-- As telephony.left_alone, for a number that a callback has beside others: what rang it counts, and not what rang those.
create function telephony.is_left_alone(
  its_callback uuid, its_number text, gap interval, in_day integer, in_month integer, at timestamptz) returns boolean
language sql stable as $$
  select (exists (select
                      from telephony.callbacks_of(its_number) o join telephony.attempt a on a.callback = o.id
                     where o.id <> its_callback and a.number = its_number
                       and a.state = 'SETTLED' and a.ended_at > at - gap
                       and a.outcome <> 'REACHED' and telephony.may_have_rung(a.outcome, a.detail)
                       -- Somebody who was spoken to since is not left alone.
                       and not exists (select
                                         from telephony.callbacks_of(its_number) c join telephony.attempt b on b.callback = c.id
                                        where c.id <> its_callback and b.number = its_number and b.state = 'SETTLED'
                                          and c.close_reason in ('REACHED', 'CONTACTED') and c.closed_at >= a.ended_at))
            or (in_day > 0
                and (select count(*)
                       from telephony.callbacks_of(its_number) o join telephony.attempt a on a.callback = o.id
                      where a.number = its_number and a.state = 'SETTLED' and a.started_at > at - interval '24 hours'
                        and telephony.may_have_rung(a.outcome, a.detail)) >= in_day)
            or (in_month > 0
                and (select count(*)
                       from telephony.callbacks_of(its_number) o join telephony.attempt a on a.callback = o.id
                      where a.number = its_number and a.state = 'SETTLED' and a.started_at > at - interval '720 hours'
                        and telephony.may_have_rung(a.outcome, a.detail)) >= in_month))
$$;

-- As in V0021; most numbers are those of callbacks that have no other.
create or replace function telephony.left_alone(
  its_callback uuid, its_number text, its_rule text, at timestamptz) returns setof text
language sql stable as $$
  select g.rule
    from telephony.number_guard g
   where g.rule = its_rule
     and case when exists (select from telephony.callback_number n where n.number = its_number)
           then telephony.is_left_alone(its_callback, its_number, g.gap, g.in_day, g.in_month, at)
           else
         (exists (select
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
         end
$$;
