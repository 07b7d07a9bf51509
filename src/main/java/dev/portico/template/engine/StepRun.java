package dev.portico.template.engine;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.Step;
import dev.portico.template.StepState.Status;
import dev.portico.template.TaskState;
import dev.portico.template.action.Action;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.store.WorkspaceArchive;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs one step: decides whether it is run, and runs its action for each of its items that is not
/// done yet. Saves every change before it goes on.
final class StepRun {
    private final TaskRun run;
    private final Step step;
    private final Progress progress;

    StepRun(TaskRun run, Step step, Progress progress) {
        this.run = run;
        this.step = step;
        this.progress = progress;
    }

    /// Whether the task goes on with the next step; else it is run no more for now.
    boolean goOn() {
        if (progress.status == Status.OPEN && progress.tries == 0 && skips()) {
            return true;
        }
        try {
            Action action = run.action(step);
            if (run.dryRun() && !action.info().dryRun()) {
                exampleOnly(action);
                return true;
            }
            return items(action);
        } catch (RunEnded e) {
            throw e;
        } catch (Exception e) {
            fail(e);
            return true;
        }
    }

    private boolean skips() {
        if (!(step.condition() instanceof String text) || !run.asksForFailure(text)) {
            if (run.scopes().hasFailed()) {
                skip("because a previous step failed");
                return true;
            }
        }
        if (step.condition() == null || step.each() != null) {
            return false;
        }
        boolean holds;
        try {
            holds =
                    Scopes.truthy(
                            run.renderer()
                                    .render(
                                            step.condition(),
                                            run.scopes().open("step " + step.id() + ", if")));
        } catch (PorticoException e) {
            begin();
            fail(e);
            return true;
        }
        if (!holds) {
            run.log().add(step, "processing", "Beginning step " + step.name());
            skip("because its if condition was false");
        }
        return !holds;
    }

    private void skip(String why) {
        progress.status = Status.SKIPPED;
        progress.reason = "skipped " + why;
        run.log().add(step, "skipped", "Skipping step " + step.id() + " " + why);
        run.log().step(progress, null, false);
    }

    private void exampleOnly(Action action) {
        run.log().add(step, "processing", "Beginning step " + step.name());
        progress.output = Examples.of(action.info().output());
        progress.status = Status.SKIPPED;
        run.scopes().output(step, progress.output);
        run.log()
                .add(
                        step,
                        "skipped",
                        "Skipping because " + action.info().id() + " does not support dry-run");
        run.log().step(progress, null, false);
    }

    /// Notes that the action is about to be called.
    private void begin() {
        if (progress.status == Status.OPEN && progress.tries > 0) {
            run.log()
                    .add(
                            step,
                            "processing",
                            "Beginning step %s, attempt %d"
                                    .formatted(step.name(), progress.tries + 1));
        } else {
            run.log().add(step, "processing", "Beginning step " + step.name());
        }
        progress.status = Status.PROCESSING;
        progress.reason = null;
        progress.startedAt = progress.startedAt == null ? run.now() : progress.startedAt;
        progress.attempts++;
        progress.tries++;
        run.log().step(progress, null, false);
    }

    private boolean items(Action action) throws Exception {
        boolean cutOff = progress.status == Status.PROCESSING && run.waited(progress) == null;
        List<StepItems.Item> items;
        try {
            items = run.items().of(step, action.info());
        } catch (PorticoException e) {
            if (progress.status == Status.OPEN) {
                begin();
            }
            throw e;
        }
        progress.lasting = items.stream().anyMatch(item -> !simplyAgain(action, item));
        if (cutOff && progress.items.size() < items.size()) {
            int at = progress.items.size();
            switch (afterCutOff(action, items.get(at), at)) {
                case UNKNOWN -> {
                    unknown();
                    return false;
                }
                case DONE -> itemDone(items, at);
                case AGAIN -> progress.status = Status.OPEN;
            }
        }
        if (progress.status == Status.OPEN) {
            begin();
        } else if (progress.status == Status.WAITING) {
            progress.status = Status.PROCESSING;
            run.log().step(progress, null, false);
        }
        while (progress.items.size() < items.size()) {
            int at = progress.items.size();
            StepItems.Item item = items.get(at);
            if (item.key() != null) {
                run.log().add(step, null, "Running step each: " + words(item));
            }
            if (item.skipped()) {
                run.log()
                        .add(
                                step,
                                null,
                                "Skipping step "
                                        + step.id()
                                        + " because its if condition was false");
                progress.items.add(null);
            } else if (!runItem(action, item, at)) {
                return false;
            } else {
                itemDone(items, at);
            }
        }
        complete();
        return true;
    }

    private static String words(StepItems.Item item) {
        Map<String, @Nullable Object> words = new LinkedHashMap<>();
        words.put("key", item.key());
        words.put("value", item.value());
        return JsonObject.of(words).toJson();
    }

    /// Saves that an item is done; the last one is saved with the step.
    private void itemDone(List<StepItems.Item> items, int at) throws IOException {
        progress.tries = 1;
        if (at + 1 < items.size()) {
            run.log().step(progress, run.prepare(progress), true);
            run.noWait();
        }
    }

    private enum CutOff {
        AGAIN,
        DONE,
        UNKNOWN
    }

    private static boolean simplyAgain(Action action, StepItems.Item item) {
        return item.skipped()
                || switch (action.repeat(item.input())) {
                    case PURE, IDEMPOTENT -> true;
                    case PROBEABLE, UNSAFE -> false;
                };
    }

    /// What to do about an action of which it is not known whether it took effect.
    private CutOff afterCutOff(Action action, StepItems.Item item, int at) throws Exception {
        Repeat repeat = item.skipped() ? Repeat.PURE : action.repeat(item.input());
        return switch (repeat) {
            case PURE, IDEMPOTENT -> CutOff.AGAIN;
            case UNSAFE -> CutOff.UNKNOWN;
            case PROBEABLE -> probe(action, item, at) ? CutOff.DONE : CutOff.AGAIN;
        };
    }

    private boolean probe(Action action, StepItems.Item item, int at) throws Exception {
        Optional<JsonObject> found =
                run.call(
                        step,
                        progress,
                        item.key() == null ? -1 : at,
                        context -> action.probe(item.input(), context));
        found.ifPresent(progress.items::add);
        return found.isPresent();
    }

    private void unknown() {
        progress.status = Status.UNKNOWN;
        progress.reason =
                "The program went away while the step ran, and nobody can tell whether it took effect: look, and say whether it is done, is to be run again, or failed.";
        run.log().add(step, "processing", progress.reason);
        run.log().park(progress, null, null, TaskState.UNKNOWN);
    }

    /// Whether the item is done; else the task waits.
    private boolean runItem(Action action, StepItems.Item item, int at) throws Exception {
        while (true) {
            try {
                Outcome outcome =
                        run.call(
                                step,
                                progress,
                                item.key() == null ? -1 : at,
                                context -> action.run(item.input(), context));
                if (outcome instanceof Outcome.Waiting waiting) {
                    return run.dryRun() ? example(action) : run.waits(step, progress, waiting);
                }
                JsonObject output = ((Outcome.Done) outcome).output();
                if (run.dryRun() && output.isEmpty()) {
                    // what comes behind may need what it would have answered
                    return example(action);
                }
                progress.items.add(output);
                return true;
            } catch (PorticoException | IOException | UncheckedIOException e) {
                if (!again(e, action.repeat(item.input()))) {
                    throw e;
                }
                if (action.repeat(item.input()) == Repeat.PROBEABLE && probe(action, item, at)) {
                    return true;
                }
                begin();
            }
        }
    }

    private boolean example(Action action) {
        progress.items.add(Examples.of(action.info().output()));
        return true;
    }

    /// Whether it is tried again; then the time before that has passed.
    private boolean again(Exception failure, Repeat repeat) throws Exception {
        boolean mayPass = !(failure instanceof PorticoException e) || e.code().retryable();
        if (!mayPass || progress.tries >= step.retry().attempts()) {
            return false;
        }
        if (Attempt.tookTooLong(failure) && repeat == Repeat.UNSAFE) {
            return false;
        }
        Duration pause =
                step.retry().backoff().multipliedBy(1L << Math.min(progress.tries - 1, 20));
        progress.status = Status.OPEN;
        run.log()
                .add(
                        step,
                        "processing",
                        "Attempt %d of %d failed, the next is in %s: %s"
                                .formatted(
                                        progress.tries,
                                        step.retry().attempts(),
                                        Attempt.words(pause),
                                        sentence(failure)));
        run.log().step(progress, null, false);
        run.pause(pause);
        run.restore(progress);
        return true;
    }

    private void complete() throws IOException {
        progress.output =
                step.each() == null
                        ? Objects.requireNonNull(progress.items.getFirst())
                        : lists(progress.items);
        progress.items.clear();
        progress.status = Status.COMPLETED;
        progress.endedAt = run.now();
        WorkspaceArchive.@Nullable Prepared workspace;
        workspace = run.prepare(progress);
        run.scopes().output(step, progress.output);
        run.log().add(step, "completed", "Finished step " + step.name());
        run.log().step(progress, workspace, true);
        run.noWait();
    }

    /// Each name with the list of what the items gave.
    private static JsonObject lists(List<@Nullable JsonObject> items) {
        Map<String, List<@Nullable Object>> lists = new LinkedHashMap<>();
        for (@Nullable JsonObject item : items) {
            if (item != null) {
                item.fields()
                        .forEach(
                                (name, value) ->
                                        lists.computeIfAbsent(name, _ -> new ArrayList<>())
                                                .add(value));
            }
        }
        return JsonObject.of(lists);
    }

    private void fail(Exception failure) {
        String message = sentence(failure);
        progress.status = Status.FAILED;
        progress.reason = run.log().masked(message);
        run.failed(
                failure instanceof PorticoException e ? RunLog.errorName(e.code()) : "Error",
                message);
        run.log().add(step, "failed", message);
        WorkspaceArchive.@Nullable Prepared workspace = null;
        try {
            workspace = run.prepare(progress);
        } catch (IOException | PorticoException e) {
            Log.debugf("workspace of a failed step not saved step=%s", step.id());
        }
        run.log().step(progress, workspace, true);
        run.noWait();
    }

    /// What a person can read; never more of an error that was not foreseen.
    private String sentence(Exception failure) {
        return switch (failure) {
            case PorticoException e when e.code() != ErrorCode.INTERNAL -> e.text();
            case IOException e -> words(e);
            case UncheckedIOException e -> words(e);
            case InterruptedException _ -> "The action was interrupted.";
            default -> {
                UUID id = UUID.randomUUID();
                Log.errorf(run.log().masked(failure), "action failed step=%s id=%s", step.id(), id);
                yield "The action failed in a way that was not foreseen; the log of the program tells more under "
                        + id
                        + ".";
            }
        };
    }

    private static String words(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
