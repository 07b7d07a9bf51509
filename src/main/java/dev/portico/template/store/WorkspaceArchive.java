package dev.portico.template.store;

import dev.portico.platform.sql.Tx;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keeps the files of a task's workspace in the database, so that another node can go on with it.
public interface WorkspaceArchive {
    /// Reads what changed in a folder; no transaction is open. TOO_LARGE when the folder holds more
    /// than is allowed.
    ///
    /// @param step number of the step that changed it. A step may be saved more than once, then the
    ///     last one holds
    /// @param last what the same run prepared or restored last; null for neither. What it prepared
    ///     must have been saved when this is saved, or be saved with it
    Prepared prepare(UUID task, int step, Path folder, @Nullable Seen last) throws IOException;

    /// Writes what was prepared, in the transaction that saves the step. Saving it twice does no
    /// harm.
    void save(Tx tx, Prepared prepared) throws SQLException;

    /// Makes an empty folder as it was saved last for this step or one before it; leaves it empty
    /// when nothing was.
    ///
    /// @param step number; -1 for none
    Seen restore(UUID task, int step, Path folder) throws IOException;

    /// Deletes all that is kept of a task.
    void delete(Tx tx, UUID task) throws SQLException;

    /// What a folder held when it was looked at; belongs to who made it.
    interface Seen {}

    /// What [#prepare] found; belongs to who made it.
    interface Prepared {
        Seen seen();
    }
}
