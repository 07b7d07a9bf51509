-- Who did what, and who was refused. Rows are written once and never changed; old ones go only in a
-- transaction that says so (portico.audit_retention).
create table audit (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    -- as user:default/ann
    actor text collate "C" not null,
    actor_type text not null,
    -- how they proved who they are, for people
    credential text not null,
    -- name of a permission, or another act
    act text collate "C" not null,
    target text collate "C" not null,
    -- done, refused, failed
    result text not null,
    reason text,
    -- from where, and the id of the request
    address text,
    request text,
    details jsonb not null
);

create index audit_at on audit (at);
create index audit_actor on audit (actor, id);
create index audit_target on audit (target, id);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('portico.audit_retention', true) = 'on' then
        return old;
    end if;
    raise exception 'the audit is append-only';
end
$$;

create trigger audit_append_only before update or delete on audit
    for each row execute function audit_is_append_only();
create trigger audit_no_truncate before truncate on audit
    for each statement execute function audit_is_append_only();
