package dev.portico.template.store;

import dev.portico.platform.sql.Sql;
import java.time.Clock;

/// The archive of workspaces, for tests of other packages.
public final class Archives {
    private Archives() {}

    /// One that knows nothing of what others of its kind did, as on another node.
    public static WorkspaceArchive on(Sql sql) {
        return new ChunkArchive(sql, Clock.systemUTC());
    }
}
