-- The truth of the catalog. Refs and other identifiers compare by bytes (collate "C").

create table database_identity (
    singleton boolean primary key default true check (singleton),
    id uuid not null
);
insert into database_identity (id) values (gen_random_uuid());

-- A running program. Leases of a node whose heartbeat is old are free to take.
create table node (
    id uuid primary key,
    heartbeat_at timestamptz not null default clock_timestamp()
);

create table source (
    name text collate "C" primary key,
    kind text not null,
    class smallint not null,
    lease_node uuid,
    fence bigint not null default 0,
    revision text,
    last_run_at timestamptz,
    error text,
    problems text not null default '[]',
    depends_on text[] not null default '{}',
    gone_since timestamptz,
    gone_reason text,
    -- removals the mass-delete guard holds, as JSON; see source.store
    held text
);
create index source_depends_on on source using gin (depends_on);

-- Bodies of documents, zstd, by SHA-256 of their canonical JSON; stored once.
create table document (
    hash bytea primary key,
    body bytea not null
);
alter table document alter column body set storage external;

create sequence declaration_accepted;
create table declaration (
    source text collate "C" not null,
    location text collate "C" not null,
    ref text collate "C" not null,
    class smallint not null,
    -- order of acceptance; the earliest of a class is primary
    accepted bigint not null default nextval('declaration_accepted'),
    document bytea not null,
    -- JSON array of [type, target, reverse]
    relations text not null,
    file text not null,
    revision text,
    document_number integer not null,
    line integer not null,
    parent text collate "C",
    warnings text not null default '[]',
    -- problems of a newer version that was rejected, as JSON; this is then the last good one
    stale text,
    primary key (source, location, ref)
);
create index declaration_ref on declaration (ref);

-- One row for each ref that ever was; document is null where there is no such entity now.
create table entity (
    ref text collate "C" primary key,
    uid uuid,
    document bytea,
    source text collate "C"
);
create index entity_source on entity (source) where document is not null;
create index entity_uid on entity (uid) where uid is not null;

-- A relation holds from the delta that made it until the delta that ended it.
create table relation (
    source_ref text collate "C" not null,
    type text collate "C" not null,
    target_ref text collate "C" not null,
    reverse text collate "C" not null,
    from_delta bigint not null,
    to_delta bigint
);
create index relation_open on relation (source_ref) where to_delta is null;
create index relation_from on relation (from_delta);
create index relation_to on relation (to_delta) where to_delta is not null;

create sequence delta_id;
create table change (
    delta_id bigint not null,
    ordinal integer not null,
    ref text collate "C" not null,
    type smallint not null,
    uid uuid not null,
    document bytea,
    primary key (delta_id, ordinal)
);
create index change_ref on change (ref, delta_id);

-- One row per transaction that changed something, inserted as its last step under a lock, so that
-- the order of positions is the order of commits.
create table delta (
    position bigint primary key,
    delta_id bigint not null unique,
    id uuid not null,
    at timestamptz not null,
    source text collate "C" not null,
    revision text,
    actor text not null
);

create table file_read (
    source text collate "C" not null,
    location text collate "C" not null,
    fingerprint text not null,
    follows text not null,
    primary key (source, location)
);

create table rejection (
    source text collate "C" not null,
    location text collate "C" not null,
    document_number integer not null,
    ordinal integer not null,
    ref text collate "C",
    problems text not null,
    file text not null,
    revision text,
    line integer not null,
    parent text collate "C",
    primary key (source, location, document_number, ordinal)
);
create index rejection_ref on rejection (ref) where ref is not null;

create table location (
    id uuid primary key,
    type text not null,
    target text not null,
    created_at timestamptz not null,
    unique (type, target)
);
