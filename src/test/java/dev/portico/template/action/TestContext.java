package dev.portico.template.action;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.Made;
import dev.portico.template.TaskInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A task for tests of single actions, on a real folder. Its fields may be set before an action is
/// run; what the action did stands in `logs`, `made`, `concealed`.
public final class TestContext implements ActionContext {
    public static final UUID TASK = UUID.fromString("00000000-0000-4000-8000-000000000001");

    public final List<String> logs = new ArrayList<>();
    public final List<Made> made = new ArrayList<>();
    public final Set<String> concealed = new LinkedHashSet<>();
    public final List<Decision> decisions = new ArrayList<>();
    public final Map<String, JsonObject> noted = new HashMap<>();
    public TaskInfo task =
            new TaskInfo(
                    TASK,
                    EntityRef.parse("template:default/service"),
                    null,
                    null,
                    "user:default/ann",
                    JsonObject.EMPTY,
                    JsonObject.EMPTY);
    public boolean dryRun;
    public @Nullable JsonObject waited;
    public @Nullable JsonObject callback;
    public @Nullable Instant since;
    public Clock clock = Clock.systemUTC();
    private final Workspace workspace;

    public TestContext(Path folder) {
        try {
            workspace = new Workspace(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The template was read at an address.
    public TestContext at(String baseUrl, @Nullable String commit) {
        task =
                new TaskInfo(
                        task.id(),
                        task.template(),
                        baseUrl,
                        commit,
                        task.createdBy(),
                        task.parameters(),
                        task.userEntity());
        return this;
    }

    /// Runs an action that is expected to be done at once; answers its output.
    public JsonObject run(Action action, JsonObject input)
            throws IOException, InterruptedException {
        return ((Outcome.Done) action.run(input, this)).output();
    }

    public JsonObject run(Action action, String json) throws IOException, InterruptedException {
        return run(action, JsonObject.parse(json));
    }

    /// Runs an action that is expected to wait; its state is what it gets when it is run again.
    public Outcome.Waiting waits(Action action, JsonObject input)
            throws IOException, InterruptedException {
        Outcome.Waiting waiting = (Outcome.Waiting) action.run(input, this);
        waited = waiting.state();
        return waiting;
    }

    /// Puts a file into the workspace.
    public TestContext file(String path, String content) {
        try {
            Path file = workspace.root().resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file of the workspace.
    public String content(String path) {
        try {
            return Files.readString(workspace.root().resolve(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Paths of all files, and of folders with a slash behind them, sorted.
    public List<String> paths() {
        try (var all = Files.walk(workspace.root())) {
            return all.filter(path -> !path.equals(workspace.root()))
                    .map(
                            path ->
                                    workspace.root().relativize(path)
                                            + (Files.isDirectory(path) ? "/" : ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TaskInfo task() {
        return task;
    }

    @Override
    public String stepId() {
        return "step";
    }

    @Override
    public String idempotencyKey() {
        return task.id() + "/step";
    }

    @Override
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public void log(String message) {
        logs.add(message);
    }

    @Override
    public boolean dryRun() {
        return dryRun;
    }

    @Override
    public Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    @Override
    public Optional<JsonObject> waited() {
        return Optional.ofNullable(waited);
    }

    @Override
    public List<Decision> decisions() {
        return decisions;
    }

    @Override
    public Optional<JsonObject> callback() {
        return Optional.ofNullable(callback);
    }

    @Override
    public String callbackToken() {
        return "token-of-" + stepId();
    }

    @Override
    public JsonObject once(String key, Callable<JsonObject> effect)
            throws IOException, InterruptedException {
        JsonObject known = noted.get(key);
        if (known != null) {
            return known;
        }
        try {
            JsonObject value = effect.call();
            noted.put(key, value);
            return value;
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void made(Made one) {
        made.add(one);
    }

    @Override
    public void conceal(String secret) {
        concealed.add(secret);
    }

    @Override
    public Clock clock() {
        return clock;
    }
}
