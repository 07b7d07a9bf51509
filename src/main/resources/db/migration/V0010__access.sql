-- Credentials that the program gave out; of each only its SHA-256 is kept. All times are by the
-- database's clock.

create table access_token (
    id uuid primary key,
    hash bytea not null unique,
    name text not null,
    -- as user:default/ann or service:deployer
    subject text collate "C" not null,
    -- permissions it is limited to; null for none
    scopes text[],
    created_by text collate "C" not null,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    used_at timestamptz
);
create index access_token_subject on access_token (subject);

-- Browsers that are signed in.
create table access_session (
    hash bytea primary key,
    id uuid not null unique,
    subject text collate "C" not null,
    admin boolean not null,
    -- refs of groups that the provider named
    groups text[] not null,
    -- how they signed in, for people
    credential text not null,
    -- name of the provider, and its names for person and session; null for the link of the start
    provider text,
    provider_subject text,
    provider_session text,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null
);
create index access_session_provider on access_session (provider, provider_subject)
    where provider is not null;

-- Links that sign their first visitor in as admin.
create table access_link (
    hash bytea primary key,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null
);

-- Public keys of the tokens that nodes sign; the private ones stay in their memory.
create table access_key (
    kid text collate "C" primary key,
    jwk text not null,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null
);

-- Grows with each change of the tables above, so that nodes read them when there is something new.
create table access_version (
    id boolean primary key default true check (id),
    version bigint not null
);
insert into access_version (version) values (1);
