package dev.portico.template.store;

import dev.portico.platform.sql.Tx;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/// Keeps the files of a task's workspace in the database, so that another node can go on with it.
public interface WorkspaceArchive {
    /// Reads what changed in a folder since it was last saved or restored; no transaction is open.
    /// TOO_LARGE when the folder holds more than is allowed.
    ///
    /// @param step number of the step that changed it. A step may be saved more than once, then the
    ///     last one holds
    Prepared prepare(UUID task, int step, Path folder) throws IOException;

    /// Writes what was prepared, in the transaction that saves the step. Preparing it and not
    /// saving it, or saving it twice, does no harm.
    void save(Tx tx, Prepared prepared) throws SQLException;

    /// Makes an empty folder as it was saved last for this step or one before it; leaves it empty
    /// when nothing was.
    ///
    /// @param step number; -1 for none
    void restore(UUID task, int step, Path folder) throws IOException;

    /// Deletes all that is kept of a task.
    void delete(Tx tx, UUID task) throws SQLException;

    /// What [#prepare] found; belongs to who made it.
    interface Prepared {}
}
