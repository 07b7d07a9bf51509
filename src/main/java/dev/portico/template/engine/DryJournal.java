package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.Made;
import dev.portico.template.Rehearsal;
import dev.portico.template.Step;
import dev.portico.template.StepState;
import dev.portico.template.TaskEvent;
import dev.portico.template.TaskState;
import dev.portico.template.store.EventRow;
import dev.portico.template.store.RunTable;
import dev.portico.template.store.WorkspaceArchive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps what a dry run says in memory, and nothing else.
final class DryJournal implements Journal {
    private final List<JsonObject> log = new ArrayList<>();
    private final Map<Integer, RunTable.StepChange> steps = new HashMap<>();
    private JsonObject output = JsonObject.EMPTY;
    private @Nullable String error;
    private int events;

    List<JsonObject> log() {
        return List.copyOf(log);
    }

    JsonObject output() {
        return output;
    }

    /// Why the run failed; null when it did not.
    @Nullable String error() {
        return error;
    }

    List<Rehearsal.StepEnd> ends(List<Step> declared) {
        List<Rehearsal.StepEnd> ends = new ArrayList<>();
        for (Step step : declared) {
            RunTable.StepChange last = steps.get(ends.size());
            ends.add(
                    new Rehearsal.StepEnd(
                            step.id(),
                            last == null ? StepState.Status.OPEN : last.status(),
                            last == null || last.output() == null
                                    ? JsonObject.EMPTY
                                    : JsonObject.parse(last.output())));
        }
        return ends;
    }

    @Override
    public void save(RunTable.Save save) {
        for (EventRow event : save.events()) {
            if (event.type() == TaskEvent.Type.LOG) {
                log.add(event.body());
            }
        }
        save.steps().forEach(step -> steps.put(step.number(), step));
        if (save.next() != null && save.next().state() == TaskState.COMPLETED) {
            output = JsonObject.parse(String.valueOf(save.next().output()));
        }
        if (save.next() != null && save.next().state() == TaskState.FAILED) {
            fail(String.valueOf(save.next().error()));
        }
    }

    /// What fails is in the log of its step, but for what is made of the steps at the end.
    private void fail(String message) {
        error = message;
        boolean told =
                log.stream().anyMatch(line -> line.text("status").orElse("").equals("failed"));
        if (!told) {
            log.add(JsonObject.EMPTY.with("message", message).with("status", "failed"));
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
