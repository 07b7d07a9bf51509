-- A run remembers itself what it saved last; nobody asks for the id of a list any more.
alter table task_manifest drop column id;
