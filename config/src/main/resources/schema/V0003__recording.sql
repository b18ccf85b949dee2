-- Why: every recording of a call, and every gap where one should be, must survive us and be worked on by any node.
-- Locks: nothing, the table is new.
-- The previous release runs on it: yes, it does not know the table.

create schema if not exists recording;

create table recording.recording (
    id            uuid        primary key,
    revision      bigint      not null,

    state         text        not null check (state in ('WRITING', 'WAITING', 'READY', 'CHANGED', 'GAP')),
    -- Since when and when next the file is looked for, and how it looked when last seen.
    looked_since  timestamptz,
    due_at        timestamptz,
    seen_size     bigint      check (seen_size >= 0),
    seen_modified timestamptz,
    seen_since    timestamptz,

    gap_reason    text        check (gap_reason in ('NEVER_STARTED', 'MISSING', 'EMPTY', 'BROKEN', 'OUTSIDE', 'LOST')),
    gap_detail    text,

    sha256        text        check (sha256 ~ '^[0-9a-f]{64}$'),
    format        text,
    sample_rate   integer,
    channels      integer,
    length_micros bigint,
    data_from     bigint,
    data_length   bigint,
    header_flaw   text,

    changed_how   text        check (changed_how in ('GONE', 'TOUCHED', 'OTHER_SOUND')),
    changed_at    timestamptz,

    call_id       text        not null,
    -- The leg that was recorded and the path on the server; null when the server never said that it records.
    server        text,
    uniqueid      text,
    file          text,
    since         timestamptz not null,

    constraint a_leg_has_a_server check ((server is null) = (uniqueid is null)),
    constraint who_waits_is_due check (state <> 'WAITING' or (due_at is not null and looked_since is not null)),
    constraint only_who_waits_is_due check (state in ('WAITING', 'GAP') or due_at is null),
    constraint a_gap_has_a_reason check ((state = 'GAP') = (gap_reason is not null)),
    constraint what_is_linked_is_hashed check (state not in ('READY', 'CHANGED')
        or (sha256 is not null and seen_size is not null and seen_modified is not null and length_micros is not null)),
    constraint a_change_is_dated check ((state = 'CHANGED') = (changed_at is not null))
);

create index recording_of_call on recording.recording (call_id);
create index recording_newest on recording.recording (since desc, id desc);
create index recording_due on recording.recording (due_at) where due_at is not null;
create index recording_open on recording.recording (state) where state in ('WRITING', 'WAITING');
