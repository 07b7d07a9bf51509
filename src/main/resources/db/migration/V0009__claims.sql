-- What sources say about claimable fields of entities, beside their declarations. What the
-- declarations themselves say of a field that others claim, too, is here as well, as the sources
-- 'file' and 'kubernetes'. A claim may wait here for its entity.
create table claim (
    ref text collate "C" not null,
    field text collate "C" not null,
    -- kind of source, as 'codeowners'; see portico.claim.order
    source text collate "C" not null,
    -- who exactly says so: name of the Git source, principal of the CI job
    origin text collate "C" not null,
    -- place among the values of one statement; the first counts
    rank integer not null,
    value text not null,
    evidence text,
    actor text not null,
    at timestamptz not null,
    expires timestamptz,
    -- its end has been worked into the entity
    ended boolean not null default false,
    -- withdrawn; kept for a time for those who follow
    gone_at timestamptz,
    -- the delta that wrote the row last, so that followers read it in the order of positions
    delta_id bigint not null,
    primary key (ref, field, source, origin, rank)
);
create index claim_delta on claim (delta_id);
create index claim_origin on claim (source, origin);
create index claim_expires on claim (expires)
    where expires is not null and not ended and gone_at is null;
create index claim_gone on claim (gone_at) where gone_at is not null;

-- The order of sources that the entities were merged by last.
create table claim_order (
    singleton boolean primary key default true check (singleton),
    sources text not null
);
