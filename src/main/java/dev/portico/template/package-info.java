/// Self-service: templates, their forms, and the tasks that run their steps. Template entities and
/// requests to run one come in; tasks with their events, and what the steps made outside, come out.
/// Uses everything from `platform` to `ownership`. Inside: `expression` (the template language,
/// pure), `action` (what a step can do), `engine` (how tasks run), `store` (their rows),
/// `rehearsal` (dry runs without a server).
@NullMarked
package dev.portico.template;

import org.jspecify.annotations.NullMarked;
