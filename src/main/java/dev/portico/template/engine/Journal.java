package dev.portico.template.engine;

import dev.portico.template.Made;
import dev.portico.template.store.RunTable;
import dev.portico.template.store.WorkspaceArchive;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a run writes what it did. Throws [RunEnded] when it may not write any more.
interface Journal {
    /// Saves all or nothing.
    void save(RunTable.Save save);

    /// Counts the events of this run.
    int nextEvent();

    void made(Made made);

    /// Notes the hash of a token that a step gave out.
    void token(int step, int item, byte[] hash);

    /// Takes in what a step did to the workspace; must be saved with the step, or the run end. Null
    /// where nothing is kept.
    WorkspaceArchive.@Nullable Prepared prepare(int step, Path folder) throws IOException;

    /// Makes the workspace as it was after a step; -1 for before the first.
    void restore(int step, Path folder) throws IOException;

    boolean dryRun();
}
