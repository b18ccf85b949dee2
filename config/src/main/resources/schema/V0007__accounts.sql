-- Why: people come in by name and password, and a login ends by itself. What is known of wrong passwords stands here, so
-- that every node slows down the same guesser.
-- Locks: only the new tables.
-- The previous release still runs on it: it does not know these tables, and its tokens stay as they are.

create table agent.account (
    -- Never given to somebody else, never deleted: histories and the audit log say it.
    name text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    display_name text not null check (length(display_name) between 1 and 64),
    role text not null,
    department text check (length(department) between 1 and 64),
    active boolean not null default true,
    -- Argon2id with its parameters and salt: $argon2id$v=19$m=…,t=…,p=…$salt$hash.
    password text not null check (password like '$argon2id$%'),
    created_at timestamptz not null,
    changed_at timestamptz not null,
    -- A department's tickets are all that it sees, so it must be known which.
    check (role <> 'DEPARTMENT' or department is not null)
);

create table agent.session (
    -- SHA-256 of the token; the token itself is nowhere.
    hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
    account text not null references agent.account,
    created_at timestamptz not null,
    -- Written at most once in a thirtieth of the idle time.
    used_at timestamptz not null,
    ended_at timestamptz
);
create index session_of_account on agent.session (account) where ended_at is null;
create index session_created on agent.session (created_at);

-- Wrong passwords of a name or from an address, and when the next one is heard.
create table agent.login_try (
    key text primary key,
    failures integer not null check (failures >= 0),
    last_at timestamptz not null,
    next_at timestamptz not null
);
create index login_try_last on agent.login_try (last_at);

-- From where somebody has come in before: guesses of strangers elsewhere do not make him wait.
create table agent.login_place (
    account text not null references agent.account,
    address text not null,
    at timestamptz not null,
    primary key (account, address)
);
