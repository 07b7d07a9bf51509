-- What a question about the past looks up; the present has indexes of its own.

create index delta_at on delta (at, position);
create index delta_source on delta (source, position);
create index relation_target on relation (target_ref, type);
create index relation_closed on relation (source_ref) where to_delta is not null;
