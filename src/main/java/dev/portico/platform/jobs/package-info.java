/// Work that is noted in the database and done by whichever node has room. The only place that
/// knows db-scheduler.
@NullMarked
package dev.portico.platform.jobs;

import org.jspecify.annotations.NullMarked;
