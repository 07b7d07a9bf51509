-- Which updates an entity got from the template that made it.
create index task_step_update on task_step ((output::jsonb ->> 'entityRef'))
    where action = 'template:update' and status = 'COMPLETED';
