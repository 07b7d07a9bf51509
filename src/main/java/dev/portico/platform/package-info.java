/// What every feature stands on and that knows none of them: errors, JSON, SQL, embedded
/// PostgreSQL, outgoing HTTP. Uses nothing of ours.
@NullMarked
package dev.portico.platform;

import org.jspecify.annotations.NullMarked;
