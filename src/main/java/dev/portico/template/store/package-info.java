/// Rows of tasks, their steps, events and waits. What comes in are the engine's decisions; what
/// goes out are rows. Every save of a run counts only while its fence is the task's.
@NullMarked
package dev.portico.template.store;

import org.jspecify.annotations.NullMarked;
