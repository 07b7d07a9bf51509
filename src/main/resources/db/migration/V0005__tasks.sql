-- Runs of templates. All times are by the database's clock.

create table task (
    id uuid primary key,
    state text collate "C" not null,
    template text collate "C",
    template_commit text,
    base_url text,
    strict boolean not null,
    -- steps, parameters, output and so on, in Backstage's form
    spec text not null,
    created_by text collate "C" not null,
    created_at timestamptz not null default clock_timestamp(),
    -- since when it could go on
    open_since timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    -- who runs it; what is saved counts only while its fence is the row's
    node uuid,
    fence bigint not null default 0,
    claimed_at timestamptz,
    heartbeat_at timestamptz,
    -- how long it was run before this claim
    worked_ms bigint not null default 0,
    error text,
    output text
);
create index task_active on task (state, open_since) where state in ('OPEN', 'PROCESSING');
create index task_unfinished_user on task (created_by)
    where state in ('OPEN', 'PROCESSING', 'WAITING', 'UNKNOWN');
create index task_unfinished_template on task (template)
    where state in ('OPEN', 'PROCESSING', 'WAITING', 'UNKNOWN');
create index task_created_at on task (created_at, id);
create index task_created_by on task (created_by, created_at);
create index task_template on task (template, created_at);
create index task_ended_at on task (ended_at) where ended_at is not null;

create table task_step (
    task uuid not null references task (id) on delete cascade,
    number integer not null,
    id text not null,
    name text not null,
    action text not null,
    status text not null,
    output text,
    reason text,
    -- how often it was begun, and since it was last asked for
    attempts integer not null default 0,
    tries integer not null default 0,
    started_at timestamptz,
    ended_at timestamptz,
    -- outputs of the items of its `each` that are done, as JSON
    items text,
    -- values of effects that were done, as JSON
    noted text,
    -- how often it was run anew after it had been completed
    round integer not null default 0,
    primary key (task, number)
);

-- Ids are in the order in which events of one task can be seen.
create table task_event (
    id bigint generated always as identity primary key,
    task uuid not null references task (id) on delete cascade,
    type text not null,
    body text not null,
    created_at timestamptz not null default clock_timestamp(),
    -- who writes again because he could not know whether he has, writes once
    fence bigint,
    seq integer
);
create index task_event_task on task_event (task, id);
create unique index task_event_once on task_event (task, fence, seq) where fence is not null;

-- Encrypted.
create table task_secret (
    task uuid primary key references task (id) on delete cascade,
    sealed bytea not null
);

create table task_wait (
    task uuid primary key references task (id) on delete cascade,
    step integer not null,
    step_id text not null,
    item integer not null,
    state text not null,
    wake_keys text[] collate "C" not null,
    reason text not null,
    -- when to look without being woken, and when it ends
    check_at timestamptz,
    expires timestamptz
);
create index task_wait_keys on task_wait using gin (wake_keys);
create index task_wait_check_at on task_wait (check_at) where check_at is not null;
create index task_wait_expires on task_wait (expires) where expires is not null;

create table task_decision (
    id bigint generated always as identity primary key,
    task uuid not null references task (id) on delete cascade,
    step integer not null,
    item integer not null,
    actor text not null,
    approved boolean not null,
    comment text,
    at timestamptz not null default clock_timestamp(),
    -- whether a run of the step has got it
    seen boolean not null default false
);
create index task_decision_task on task_decision (task, step, item);

-- Hashes of the tokens that were given out, and what was called back with them.
create table task_callback (
    task uuid not null references task (id) on delete cascade,
    step integer not null,
    item integer not null,
    token_hash bytea not null,
    answer text,
    answered_at timestamptz,
    -- whether a run of the step has got the answer
    seen boolean not null default false,
    primary key (task, step, item, token_hash)
);

-- What tasks made outside; stays when the task is deleted.
create table task_made (
    id bigint generated always as identity primary key,
    task uuid not null,
    type text not null,
    ref text collate "C" not null,
    url text,
    at timestamptz not null default clock_timestamp(),
    unique (task, type, ref)
);
create index task_made_ref on task_made (ref);

-- What is left of a task that was deleted but made something.
create table task_origin (
    task uuid primary key,
    template text collate "C",
    template_commit text,
    created_by text not null,
    created_at timestamptz not null,
    parameters text not null
);
create index task_origin_template on task_origin (template);

-- Executions as db-scheduler keeps them: one for each task that can go on.
create table job (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures integer,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index job_execution_time on job (execution_time);
create index job_last_heartbeat on job (last_heartbeat);
