-- Why: profiles are kept as documents, chosen per hotline and switched while the program runs. A ticket names the version it
-- was accepted under (decision 0008), so a version that is here never changes and never goes; what was chosen for a hotline,
-- by whom and why, only grows.
-- Locks: only the new tables.
-- The previous release still runs on it: it does not know these tables, and goes by its own settings.

create table agent.profile (
    -- In the order of commit, from 1, without holes: who has read up to here has read all that is before.
    place bigint primary key check (place > 0),
    name text not null check (name ~ '^[a-z][a-z0-9-]{0,31}$'),
    version integer not null check (version > 0),
    -- As it was written.
    yaml text not null check (yaml <> ''),
    -- SHA-256 of what it says, whatever its order and remarks.
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    put_at timestamptz not null,
    put_by text not null,
    unique (name, version)
);

-- Which profile a hotline goes by: of its rows that have begun the last one.
create table agent.profile_switch (
    -- As above.
    place bigint primary key check (place > 0),
    -- The dialled number; '*': every hotline that has no row of its own.
    hotline text not null check (hotline = '*' or hotline ~ '^[+]?[0-9*#]{1,32}$'),
    name text not null,
    version integer not null,
    since timestamptz not null,
    put_at timestamptz not null,
    put_by text not null,
    why text not null check (length(why) between 1 and 1000),
    foreign key (name, version) references agent.profile (name, version)
);
create index profile_switch_of_hotline on agent.profile_switch (hotline, place);

-- One writer of both at a time, until it has committed.
create function agent.lock_profiles() returns void language sql as $$
    select pg_advisory_xact_lock(hashtextextended('agent.profile', 0))
$$;

create function agent.place_profile() returns trigger language plpgsql as $$
declare
    newest integer;
begin
    perform agent.lock_profiles();
    select max(p.version) into newest from agent.profile p where p.name = new.name;
    if newest >= new.version then
        raise exception 'profile % has version % already: versions only grow', new.name, newest
            using errcode = 'restrict_violation';
    end if;
    select coalesce(max(p.place), 0) + 1 into new.place from agent.profile p;
    return new;
end
$$;
create trigger profile_is_placed before insert on agent.profile
    for each row execute function agent.place_profile();
create trigger profile_only_grows before update or delete or truncate on agent.profile
    for each statement execute function agent.refuse_change();

create function agent.place_profile_switch() returns trigger language plpgsql as $$
begin
    perform agent.lock_profiles();
    select coalesce(max(s.place), 0) + 1 into new.place from agent.profile_switch s;
    return new;
end
$$;
create trigger profile_switch_is_placed before insert on agent.profile_switch
    for each row execute function agent.place_profile_switch();
create trigger profile_switch_only_grows before update or delete or truncate on agent.profile_switch
    for each statement execute function agent.refuse_change();
