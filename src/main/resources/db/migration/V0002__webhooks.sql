-- How far each webhook subscriber has been told of the change log. The lease and all times are by
-- the database's clock.
create table webhook (
    name text collate "C" primary key,
    cursor text not null,
    -- hash of the address it is told at; another one ends a stop
    address text not null,
    holder uuid,
    held_until timestamptz,
    fence bigint not null default 0,
    failures integer not null default 0,
    last_error text,
    delivered_at timestamptz,
    failed_at timestamptz,
    next_try timestamptz,
    -- why nothing is delivered until a person resumes it
    stopped text
);
