/// Runs the embedded PostgreSQL that serves when no database is configured.
///
/// API: [dev.portico.platform.postgres.EmbeddedPostgres] and its options. The server is a child of
/// nobody (started by `pg_ctl`), so it outlives a killed program; the next start stops it first.
/// Who starts it must hold the lock of the data folder.
@NullMarked
package dev.portico.platform.postgres;

import org.jspecify.annotations.NullMarked;
