package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.Made;
import dev.portico.template.TaskInfo;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Decision;
import dev.portico.template.action.Workspace;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// What one call of an action has of its task.
final class StepContext implements ActionContext {
    private final Attempt<?> attempt;
    private final Part part;
    private final Surroundings around;
    private final Sink sink;

    /// The part of a task that is run.
    ///
    /// @param item index of the item of `each`; 0 without one
    /// @param since when the step before was done; null for the first
    record Part(
            String stepId,
            int item,
            String idempotencyKey,
            @Nullable Instant since,
            @Nullable Waited waited) {}

    /// What it waited with, and what came meanwhile.
    record Waited(JsonObject state, List<Decision> decisions, @Nullable JsonObject answer) {
        Waited {
            decisions = List.copyOf(decisions);
        }
    }

    /// What is the same for all steps.
    record Surroundings(TaskInfo task, Workspace workspace, boolean dryRun, Clock clock) {}

    /// What it may ask of the run; called by the run's thread, but for [Sink#noted] and
    /// [Sink#hide].
    interface Sink {
        void log(String message);

        @Nullable JsonObject noted(String key);

        void note(String key, JsonObject value);

        void made(Made made);

        void hide(String secret);

        void token(byte[] hash);
    }

    StepContext(Attempt<?> attempt, Part part, Surroundings around, Sink sink) {
        this.attempt = attempt;
        this.part = part;
        this.around = around;
        this.sink = sink;
    }

    @Override
    public TaskInfo task() {
        return around.task();
    }

    @Override
    public String stepId() {
        return part.stepId();
    }

    @Override
    public String idempotencyKey() {
        return part.idempotencyKey();
    }

    @Override
    public Workspace workspace() {
        return around.workspace();
    }

    @Override
    public void log(String message) {
        try {
            attempt.post(() -> sink.log(message));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean dryRun() {
        return around.dryRun();
    }

    @Override
    public Optional<Instant> since() {
        return Optional.ofNullable(part.since());
    }

    @Override
    public Optional<JsonObject> waited() {
        return Optional.ofNullable(part.waited()).map(Waited::state);
    }

    @Override
    public List<Decision> decisions() {
        return part.waited() == null ? List.of() : part.waited().decisions();
    }

    @Override
    public Optional<JsonObject> callback() {
        return Optional.ofNullable(part.waited()).map(Waited::answer);
    }

    @Override
    public String callbackToken() throws InterruptedException {
        CallbackToken token = CallbackToken.create();
        attempt.ask(() -> sink.token(token.hash()));
        return token.text();
    }

    @Override
    public JsonObject once(String key, Callable<JsonObject> effect)
            throws IOException, InterruptedException {
        @Nullable JsonObject known = sink.noted(key);
        if (known != null) {
            return known;
        }
        JsonObject value;
        try {
            value = effect.call();
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        attempt.ask(() -> sink.note(key, value));
        return value;
    }

    @Override
    public void made(Made made) {
        try {
            attempt.ask(() -> sink.made(made));
        } catch (InterruptedException e) {
            // it was made all the same
            Thread.ofVirtual().start(() -> sink.made(made));
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void conceal(String secret) {
        sink.hide(secret);
    }

    @Override
    public Clock clock() {
        return around.clock();
    }
}
