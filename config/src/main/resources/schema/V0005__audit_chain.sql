-- Why: whoever can write to the database can rewrite a log in it. Each line of agent.audit now holds the hash of the one
-- before it (decision 0010), so that a change shows; what was written before is taken into the chain here, as it stands.
-- Locks: agent.audit alone, against reading and writing, for one pass over all its rows: seconds for each 100,000.
-- The previous release still runs on it: it names neither the old id nor the new columns, and its lines are chained by
-- the trigger below.

alter table agent.audit disable trigger audit_only_grows;

-- The number of a line becomes its place in the chain: from 1, without holes, given out under a lock and not ahead.
alter table agent.audit alter column id drop identity;
alter table agent.audit rename column id to place;
alter table agent.audit
    add column previous text not null default '',
    add column hash text not null default '';

-- A field cannot run into the next: its length in bytes stands before it.
create function agent.audit_field(field text) returns text language sql immutable as $$
    select octet_length(field) || ':' || field || E'\n'
$$;

-- SHA-256 of the fixed text form of a line, in hex. The verifier has the same form in Java (hearback.agent.audit);
-- a change of it needs another first line, and lines keep the form they were written in.
create function agent.audit_hash(
    place bigint, at timestamptz, who text, role text, what text, subject text, detail text, previous text)
returns text language sql stable as $$
    select encode(sha256(convert_to(
        E'audit 1\n'
            || agent.audit_field(place::text)
            || agent.audit_field(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
            || agent.audit_field(who)
            || agent.audit_field(role)
            || agent.audit_field(what)
            || agent.audit_field(subject)
            || agent.audit_field(detail)
            || agent.audit_field(previous),
        'UTF8')), 'hex')
$$;

do $$
declare
    line agent.audit;
    -- Before the first line.
    last text := repeat('0', 64);
    next bigint := 0;
begin
    -- Upwards: a new number is never above the old one, so no line is met by the one that comes down to it.
    for line in select * from agent.audit order by place loop
        next := next + 1;
        update agent.audit a
           set place = next,
               previous = last,
               hash = agent.audit_hash(
                   next, line.at, line.who, line.role, line.what, line.subject, line.detail, last)
         where a.place = line.place
        returning a.hash into last;
    end loop;
end
$$;

alter table agent.audit
    alter column previous drop default,
    alter column hash drop default,
    add check (place > 0),
    add check (previous ~ '^[0-9a-f]{64}$'),
    add check (hash ~ '^[0-9a-f]{64}$');

create index audit_who on agent.audit (who, place);
create index audit_at on agent.audit (at);

-- One writer at a time, until it has committed: so places are committed in order, and none is left out.
create function agent.lock_audit() returns void language sql as $$
    select pg_advisory_xact_lock(hashtextextended('agent.audit', 0))
$$;

create function agent.chain_audit() returns trigger language plpgsql as $$
declare
    last record;
begin
    perform agent.lock_audit();
    select a.place, a.hash into last from agent.audit a order by a.place desc limit 1;
    new.place := coalesce(last.place, 0) + 1;
    new.previous := coalesce(last.hash, repeat('0', 64));
    new.hash := agent.audit_hash(
        new.place, new.at, new.who, new.role, new.what, new.subject, new.detail, new.previous);
    return new;
end
$$;
create trigger audit_is_chained before insert on agent.audit
    for each row execute function agent.chain_audit();

-- Many lines at once, in their order; of those that are said once, the ones not said before. Takes the lock first, so
-- that two who say the same at once see each other.
create function agent.append_audit(
    times timestamptz[], people text[], roles text[], acts text[], subjects text[], details text[], once boolean[])
returns void language plpgsql as $$
begin
    perform agent.lock_audit();
    for n in 1 .. cardinality(times) loop
        insert into agent.audit (at, who, role, what, subject, detail)
        select times[n], people[n], roles[n], acts[n], subjects[n], details[n]
         where not once[n]
            or not exists (
                select from agent.audit a
                 where a.subject = subjects[n] and a.what = acts[n] and a.who = people[n]);
    end loop;
end
$$;

alter table agent.audit enable trigger audit_only_grows;
