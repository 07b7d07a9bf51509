-- Old refs that answer with the entity of another one for a time. All times are by the database's
-- clock.
create table alias (
    old_ref text collate "C" primary key,
    new_ref text collate "C" not null,
    -- 'rename', or 'transfer' with its id
    because text not null,
    actor text not null,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null
);

-- What was claimed of owners before, so that each change of an owner still has its evidence: a row
-- of claim as it was from one delta until another.
create table claim_past (
    ref text collate "C" not null,
    field text collate "C" not null,
    source text collate "C" not null,
    origin text collate "C" not null,
    rank integer not null,
    value text not null,
    evidence text,
    actor text not null,
    at timestamptz not null,
    expires timestamptz,
    ended boolean not null,
    from_delta bigint not null,
    to_delta bigint not null
);
create index claim_past_ref on claim_past (ref);
