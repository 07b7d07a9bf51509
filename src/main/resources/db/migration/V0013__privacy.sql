-- Records of the audit may change in one way: a person who is erased becomes a pseudonym, in a
-- transaction that says so (portico.audit_erasure).
create or replace function audit_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('portico.audit_retention', true) = 'on' then
        return old;
    end if;
    if tg_op = 'UPDATE' and current_setting('portico.audit_erasure', true) = 'on'
        and (new.id, new.at, new.actor_type, new.act, new.result, new.request)
            is not distinct from
            (old.id, old.at, old.actor_type, old.act, old.result, old.request)
        and (new.address is null or new.address is not distinct from old.address)
    then
        return new;
    end if;
    raise exception 'the audit is append-only';
end
$$;

-- The number by which a host knew a repository when a CI job of it called first. Another one under
-- the same name is another repository, until an admin says that it is meant.
create table access_repository (
    -- who signed the job's token, by its name in the configuration
    issuer text collate "C" not null,
    -- as https://github.com/acme/orders, in lower case
    url text collate "C" not null,
    repository_id text collate "C" not null,
    seen_at timestamptz not null default clock_timestamp(),
    -- the number that was refused last, and when
    refused_id text collate "C",
    refused_at timestamptz,
    primary key (issuer, url)
);
