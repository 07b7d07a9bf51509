-- What runs where, apart from the catalog: reduced observations of clusters, how their health
-- changed, and what CI jobs report of other platforms.

-- What one cluster tells. The version grows by one with each batch, so that followers read
-- `version > ?`; one that is behind `purged` has missed removals and reads all anew.
create table runtime_stream (
    source text collate "C" primary key references source (name) on delete cascade,
    -- another one when the source was removed and came back
    id uuid not null default gen_random_uuid(),
    cluster text collate "C" not null,
    version bigint not null default 0,
    purged bigint not null default 0,
    -- how the following goes, as JSON
    status text not null default '{}'
);

-- State is null where the object went; such rows are kept a while for followers.
create table runtime_object (
    source text collate "C" not null references runtime_stream (source) on delete cascade,
    -- group/kind/namespace/name
    key text collate "C" not null,
    type text not null,
    state text,
    -- of type and state, to tell what differs
    hash bigint not null,
    version bigint not null,
    gone_at timestamptz,
    primary key (source, key)
);
create index runtime_object_version on runtime_object (source, version);
create index runtime_object_gone on runtime_object (gone_at) where gone_at is not null;

create table runtime_transition (
    id bigint generated always as identity primary key,
    source text collate "C" not null references runtime_stream (source) on delete cascade,
    key text collate "C" not null,
    facet text not null,
    value_before text not null,
    value_after text not null,
    reason text not null,
    at timestamptz not null
);
create index runtime_transition_key on runtime_transition (source, key, at);
create index runtime_transition_at on runtime_transition (at);

-- What was reported: the newest of each environment and those before it. Positions are in the order
-- of commits.
create sequence reported_position;
create table reported_deployment (
    position bigint primary key default nextval('reported_position'),
    entity text collate "C" not null,
    environment text collate "C" not null,
    -- a time earlier than the newest goes to the history alone
    newest boolean not null,
    deployment text not null,
    at timestamptz not null
);
create unique index reported_deployment_newest on reported_deployment (entity, environment)
    where newest;
create index reported_deployment_at on reported_deployment (at) where not newest;
