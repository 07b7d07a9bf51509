-- Changes of descriptor files that are proposed to Git, each one pull request. All times are by the
-- database's clock.
create table proposal (
    id uuid primary key,
    -- address of the repository, and what webhooks know it by
    repository text collate "C" not null,
    push_key text collate "C" not null,
    -- what it is about: one open request for each of a repository
    finding text collate "C" not null,
    branch text not null,
    state text not null,
    reason text,
    actor text not null,
    -- grows with each other wish; the one that was pushed last
    revision integer not null default 1,
    pushed integer not null default 0,
    revised_at timestamptz not null default clock_timestamp(),
    -- the commit a push that may have been cut off goes on from
    base text,
    -- what the branch has by us, and what files it was made from
    commit_id text,
    basis text,
    number bigint,
    url text,
    merged_commit text,
    created_at timestamptz not null default clock_timestamp(),
    opened_at timestamptz,
    ended_at timestamptz,
    next_look timestamptz not null default clock_timestamp(),
    failures integer not null default 0,
    holder uuid,
    held_until timestamptz
);
create unique index proposal_live on proposal (repository, finding)
    where state in ('WAITING', 'OPEN');
create index proposal_next on proposal (next_look) where state in ('WAITING', 'OPEN', 'MERGED');
create index proposal_number on proposal (push_key, number);
create index proposal_opened on proposal (opened_at);

-- What a proposal changes: one field of one entity.
create table proposal_edit (
    proposal uuid not null references proposal on delete cascade,
    ref text collate "C" not null,
    field text collate "C" not null,
    value text not null,
    -- where the entity was read
    location text not null,
    state text not null default 'WAITING',
    reason text,
    primary key (proposal, ref, field)
);
create index proposal_edit_ref on proposal_edit (ref);

-- What one owner hands over to another.
create table transfer (
    id uuid primary key,
    from_owner text not null,
    to_owner text not null,
    way text not null,
    state text not null default 'RUNNING',
    actor text not null,
    created_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    next_look timestamptz not null default clock_timestamp(),
    holder uuid,
    held_until timestamptz
);
create index transfer_next on transfer (next_look) where state = 'RUNNING';

-- One entity of a transfer.
create table transfer_item (
    transfer uuid not null references transfer on delete cascade,
    ref text collate "C" not null,
    state text not null,
    reason text,
    primary key (transfer, ref)
);
create index transfer_item_state on transfer_item (transfer, state, ref);
