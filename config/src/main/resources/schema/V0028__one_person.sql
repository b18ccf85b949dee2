-- Why: a customer with several numbers is one person. Of callbacks that share one of his numbers only one may be under way,
-- at whichever of them: two of his telephones never ring at once (faults.md 2.5, case 38). Asked only for who has several
-- numbers or shares one, by claims that wait for each other.
-- Locks nothing. The previous release does not ask.

create function telephony.is_being_rung(its_callback uuid, its_number text, his_numbers text[]) returns boolean
language sql stable as $$
  select exists (
           -- For another callback that has several, one of them ours.
           select from telephony.callback_number n
             join telephony.callback c on c.id = n.callback
            cross join lateral unnest(c.numbers) as his (number)
             join telephony.attempt_live l on l.number = his.number and l.callback = c.id
            where n.number = any (his_numbers || its_number) and n.callback <> its_callback)
         or exists (
           select from unnest(his_numbers) as his (number)
             join telephony.attempt_live l on l.number = his.number
            where l.callback <> its_callback)
$$;
