-- Files of the workspaces of tasks, so that any node can go on with a task.

-- Pieces of files, many small ones in one; zstd, by SHA-256 of what is in them.
create table task_chunk (
    task uuid not null references task (id) on delete cascade,
    hash bytea not null,
    body bytea not null,
    primary key (task, hash)
);
-- it is compressed already
alter table task_chunk alter column body set storage external;

-- What the workspace held after a step; none where the step changed nothing.
create table task_manifest (
    task uuid not null references task (id) on delete cascade,
    step integer not null,
    id uuid not null,
    -- paths, modes, links and where their content is, as JSON, zstd
    content bytea not null,
    primary key (task, step)
);
alter table task_manifest alter column content set storage external;
