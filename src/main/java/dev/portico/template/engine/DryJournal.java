package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.Made;
import dev.portico.template.TaskEvent;
import dev.portico.template.TaskState;
import dev.portico.template.store.EventRow;
import dev.portico.template.store.RunTable;
import dev.portico.template.store.WorkspaceArchive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps what a dry run says in memory, and nothing else.
final class DryJournal implements Journal {
    private final List<JsonObject> log = new ArrayList<>();
    private JsonObject output = JsonObject.EMPTY;
    private int events;

    List<JsonObject> log() {
        return List.copyOf(log);
    }

    JsonObject output() {
        return output;
    }

    @Override
    public void save(RunTable.Save save) {
        for (EventRow event : save.events()) {
            if (event.type() == TaskEvent.Type.LOG) {
                log.add(event.body());
            }
        }
        if (save.next() != null && save.next().state() == TaskState.COMPLETED) {
            output = JsonObject.parse(String.valueOf(save.next().output()));
        }
    }

    @Override
    public int nextEvent() {
        return ++events;
    }

    @Override
    public void made(Made made) {
        // nothing is made
    }

    @Override
    public void token(int step, int item, byte[] hash) {
        // nobody will call back
    }

    @Override
    public WorkspaceArchive.@Nullable Prepared prepare(int step, Path folder) {
        return null;
    }

    @Override
    public void restore(int step, Path folder) {
        // nothing was saved: it goes on with the folder as it is
    }

    @Override
    public boolean dryRun() {
        return true;
    }
}
