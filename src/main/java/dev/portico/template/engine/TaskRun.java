package dev.portico.template.engine;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.Step;
import dev.portico.template.StepState.Status;
import dev.portico.template.TaskInfo;
import dev.portico.template.TaskState;
import dev.portico.template.action.Action;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Actions;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.WakeKeys;
import dev.portico.template.action.Workspace;
import dev.portico.template.store.StepRow;
import dev.portico.template.store.WaitRow;
import dev.portico.template.store.WorkspaceArchive;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs a task from its first step that is not finished until it ends or waits. One thread does all
/// of it but the actions themselves.
final class TaskRun {
    /// What is woken while an action finds that it must wait would be missed; so it looks again.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Parts parts;
    private final Journal journal;
    private final RunLog log;
    private final Vault vault;
    private final Subject subject;
    private final List<Step> steps;
    private final List<Progress> progress = new ArrayList<>();
    private final Scopes scopes;
    private final Path folder;
    private final long start = System.nanoTime();
    private @Nullable WaitRow wait;
    private @Nullable Attempt<?> attempt;
    private boolean ended;
    private volatile boolean endsAfterStep;
    private @Nullable String errorName;
    private @Nullable String error;

    /// What all runs share.
    record Parts(
            Actions actions,
            Renderer renderer,
            InputSchemas schemas,
            Scopes.Environment environment,
            Limits limits,
            Clock clock) {}

    record Limits(Duration step, Duration task) {}

    /// What is run.
    ///
    /// @param waited what it waited with, when it goes on after a wait
    /// @param worked how long it was run before
    record Subject(
            TaskInfo info,
            JsonObject spec,
            boolean strict,
            List<StepRow> steps,
            @Nullable WaitRow waiting,
            StepContext.@Nullable Waited waited,
            Duration worked) {
        Subject {
            steps = List.copyOf(steps);
        }
    }

    TaskRun(Parts parts, Journal journal, Vault vault, Subject subject, Path folder) {
        this.parts = parts;
        this.journal = journal;
        this.log = new RunLog(journal, vault, parts.clock());
        this.vault = vault;
        this.subject = subject;
        this.folder = folder;
        this.wait = subject.waiting();
        this.steps = TaskSpec.steps(subject.spec());
        vault.mask().addAll(List.copyOf(parts.environment().secrets().values()));
        this.scopes =
                new Scopes(
                        subject.info().id().toString(),
                        subject.spec(),
                        vault.secrets(),
                        parts.environment(),
                        subject.strict());
        for (StepRow row : subject.steps()) {
            Progress step = new Progress(row, vault);
            progress.add(step);
            if (step.status == Status.COMPLETED) {
                scopes.output(steps.get(row.number()), step.output);
            } else if (step.status == Status.FAILED) {
                failed("Error", step.reason == null ? "A step failed." : step.reason);
            }
        }
    }

    /// Ends it without a word, from any thread.
    synchronized void end() {
        ended = true;
        if (attempt != null) {
            attempt.end();
        }
        notifyAll();
    }

    /// Ends it when the step that runs is done, from any thread.
    void endAfterStep() {
        endsAfterStep = true;
    }

    /// Throws [RunEnded] when the task is somebody else's, or this program ends.
    void run() throws IOException {
        if (progress.stream().allMatch(step -> step.status == Status.OPEN && step.tries == 0)) {
            log.add(null, null, "Starting up task with " + steps.size() + " steps");
        }
        restoreAtStart();
        for (Progress step : progress) {
            requireGoingOn();
            if (!step.ended() && !new StepRun(this, steps.get(step.number), step).goOn()) {
                return;
            }
        }
        if (scopes.hasFailed()) {
            log.failed(name(), error == null ? "A step failed." : error);
            return;
        }
        JsonObject output;
        try {
            output = Outputs.render(subject.spec().object("output"), parts.renderer(), scopes);
        } catch (PorticoException e) {
            log.failed(RunLog.errorName(e.code()), e.text());
            return;
        }
        log.completed(output);
    }

    private String name() {
        return errorName == null ? "Error" : errorName;
    }

    private void restoreAtStart() throws IOException {
        for (Progress step : progress) {
            if (!step.ended()) {
                if (step.number > 0 || step.status != Status.OPEN) {
                    restore(step);
                }
                return;
            }
        }
    }

    private void requireGoingOn() {
        if (endsAfterStep) {
            log.save();
            throw new RunEnded();
        }
        requireNotEnded();
    }

    /// Ends it as failed, by the thread of the run.
    void fail(String sentence) {
        log.failed("Error", sentence);
    }

    private synchronized void requireNotEnded() {
        if (ended) {
            throw new RunEnded();
        }
    }

    RunLog log() {
        return log;
    }

    Scopes scopes() {
        return scopes;
    }

    Renderer renderer() {
        return parts.renderer();
    }

    StepItems items() {
        return new StepItems(parts.renderer(), scopes, parts.schemas());
    }

    boolean dryRun() {
        return journal.dryRun();
    }

    boolean asksForFailure(String condition) {
        return parts.renderer().asksForFailure(condition);
    }

    Action action(Step step) {
        return parts.actions()
                .find(step.action())
                .orElseThrow(
                        () ->
                                PorticoException.notFound(
                                        "Template action with ID '%s' is not registered. See /v2/actions for those there are."
                                                .formatted(step.action())));
    }

    /// Notes that a step failed; the first one is the task's error.
    void failed(String name, String message) {
        scopes.failed();
        if (error == null) {
            errorName = name;
            error = message;
        }
    }

    WorkspaceArchive.@Nullable Prepared prepare(Progress step) throws IOException {
        return journal.prepare(step.number, folder);
    }

    /// Makes the workspace as it was before the item of the step that is not done.
    void restore(Progress step) throws IOException {
        boolean begun = !step.items.isEmpty() || waited(step) != null;
        journal.restore(begun ? step.number : step.number - 1, folder);
    }

    /// What the step waited with, when it did.
    @Nullable WaitRow waited(Progress step) {
        return wait != null && wait.step() == step.number && wait.item() == step.items.size()
                ? wait
                : null;
    }

    /// The step waits no more.
    void noWait() {
        wait = null;
    }

    interface Call<T> {
        T on(ActionContext context) throws IOException, InterruptedException;
    }

    /// Calls an action, within the time it has.
    ///
    /// @param item index of the item; -1 for a step without `each`
    <T> T call(Step step, Progress state, int item, Call<T> call) throws Exception {
        log.settle();
        Attempt<T> next = new Attempt<>();
        Duration limit = limit(step);
        synchronized (this) {
            requireNotEnded();
            attempt = next;
        }
        StepContext context = context(next, step, state, item);
        Timer.Sample sample = Timer.start();
        try {
            return next.run(
                    subject.info().id() + "-" + step.id(), () -> call.on(context), limit, log);
        } finally {
            sample.stop(
                    Metrics.timer(
                            "portico.template.steps.time", "action", action(step).info().id()));
        }
    }

    private Duration limit(Step step) {
        Duration worked = subject.worked().plusNanos(System.nanoTime() - start);
        Duration left = parts.limits().task().minus(worked);
        if (!left.isPositive()) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    "The task was run for longer than %s, as portico.template.task-timeout allows."
                            .formatted(Attempt.words(parts.limits().task())));
        }
        Duration own = step.timeout() == null ? parts.limits().step() : step.timeout();
        return own.compareTo(left) < 0 ? own : left;
    }

    private StepContext context(Attempt<?> next, Step step, Progress state, int item)
            throws IOException {
        int index = Math.max(item, 0);
        String key =
                subject.info().id()
                        + "/"
                        + step.id()
                        + (item < 0 ? "" : "/" + item)
                        + (state.round == 0 ? "" : "#" + state.round);
        StepContext.Waited waited = waited(state) == null ? null : subject.waited();
        return new StepContext(
                next,
                new StepContext.Part(step.id(), index, key, since(state), waited),
                new StepContext.Surroundings(
                        subject.info(), new Workspace(folder), journal.dryRun(), parts.clock()),
                new RunSink(log, journal, vault, new RunSink.Place(step, state, index)));
    }

    /// When the step before that was run was done; null when there was none.
    private @Nullable Instant since(Progress state) {
        Instant since = null;
        for (Progress step : progress.subList(0, state.number)) {
            if (step.status == Status.COMPLETED && step.endedAt != null) {
                since = step.endedAt;
            }
        }
        return since;
    }

    Instant now() {
        return parts.clock().instant();
    }

    /// Waits before the next attempt.
    void pause(Duration pause) throws InterruptedException {
        log.save();
        await(pause);
    }

    private synchronized void await(Duration pause) throws InterruptedException {
        long deadline = System.nanoTime() + pause.toNanos();
        long left = pause.toNanos();
        while (!ended && left > 0) {
            Duration rest = Duration.ofNanos(left);
            wait(Math.max(1, rest.toMillis()));
            left = deadline - System.nanoTime();
        }
        requireNotEnded();
    }

    /// Saves that the step waits; answers false, as the task is run no more for now.
    boolean waits(Step step, Progress state, Outcome.Waiting waiting) throws IOException {
        Instant now = parts.clock().instant();
        if (waiting.expires() != null && !waiting.expires().isAfter(now)) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    "It waited until %s for this, which did not come: %s"
                            .formatted(waiting.expires(), waiting.reason()));
        }
        String reason = log.masked(waiting.reason());
        @Nullable WaitRow before = waited(state);
        if (before == null || !before.reason().equals(reason)) {
            log.add(step, "processing", waiting.reason());
        }
        int item = state.items.size();
        WaitRow next =
                new WaitRow(
                        state.number,
                        step.id(),
                        item,
                        vault.keep(waitKey(state.number, item), waiting.state()).toJson(),
                        waiting.wakeOn(),
                        reason,
                        look(before, waiting, now),
                        waiting.expires());
        state.status = Status.WAITING;
        state.reason = reason;
        log.park(state, prepare(state), next, TaskState.WAITING);
        return false;
    }

    static String waitKey(int step, int item) {
        return "wait/" + step + "/" + item;
    }

    private static @Nullable Instant look(
            @Nullable WaitRow before, Outcome.Waiting waiting, Instant now) {
        boolean known = before != null && before.wakeKeys().equals(waiting.wakeOn());
        if (known || waiting.wakeOn().stream().noneMatch(WakeKeys::isPassing)) {
            return waiting.checkAt();
        }
        Instant soon = now.plus(LOOK_AGAIN);
        return waiting.checkAt() != null && waiting.checkAt().isBefore(soon)
                ? waiting.checkAt()
                : soon;
    }
}
