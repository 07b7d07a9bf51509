package dev.portico.template.engine;

import dev.portico.access.Viewer;
import dev.portico.platform.Folders;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.Rehearsal;
import dev.portico.template.Step;
import dev.portico.template.StepState;
import dev.portico.template.TaskInfo;
import dev.portico.template.Tasks;
import dev.portico.template.TemplateDefinition;
import dev.portico.template.action.Actions;
import dev.portico.template.action.Workspace;
import dev.portico.template.store.StepRow;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;

/// Runs a template in memory and a folder that is gone afterwards.
@Singleton
public final class DryRunner {
    private static final int AT_ONCE = 4;
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Duration TASK = Duration.ofMinutes(5);

    private final TaskRun.Parts parts;
    private final Semaphore room = new Semaphore(AT_ONCE);

    DryRunner(TaskRun.Parts parts) {
        this.parts = parts;
    }

    /// One that nothing injects.
    ///
    /// @param integrations as in [dev.portico.template.action.HostIntegrations]
    /// @param environment what expressions see as `environment.parameters`
    public static DryRunner of(
            Actions actions,
            Function<String, Optional<String>> integrations,
            Map<String, String> environment,
            Clock clock) {
        return new DryRunner(
                new TaskRun.Parts(
                        actions,
                        new LanguageRenderer(integrations),
                        new InputSchemas(),
                        new Scopes.Environment(environment, Map.of()),
                        new TaskRun.Limits(STEP, TASK),
                        clock));
    }

    /// The same with other actions.
    public DryRunner with(Actions actions) {
        return new DryRunner(
                new TaskRun.Parts(
                        actions,
                        parts.renderer(),
                        parts.schemas(),
                        parts.environment(),
                        parts.limits(),
                        parts.clock()));
    }

    /// INVALID_INPUT for a file outside the template's folder.
    Tasks.DryRun run(Tasks.DryRunRequest request, Viewer viewer, JsonObject user)
            throws InterruptedException {
        return play(UUID.randomUUID(), request, viewer, user).run();
    }

    /// As the other.
    ///
    /// @param task id of the task, as templates see it
    public Rehearsal.Played play(
            UUID task, Tasks.DryRunRequest request, Viewer viewer, JsonObject user)
            throws InterruptedException {
        room.acquire();
        try {
            Path folder = Files.createTempDirectory("portico-dry-run-");
            try {
                return play(task, request, new Who(viewer, user), folder);
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            room.release();
        }
    }

    private record Who(Viewer viewer, JsonObject user) {}

    private Rehearsal.Played play(UUID task, Tasks.DryRunRequest request, Who who, Path folder)
            throws IOException {
        TemplateDefinition template = request.template();
        Path source = Files.createDirectories(folder.resolve("template"));
        Path workspace = Files.createDirectories(folder.resolve("workspace"));
        write(request.files(), source);
        String name = who.viewer().name();
        JsonObject spec = TaskSpec.write(template, request.values(), name, who.user());
        TaskInfo info =
                new TaskInfo(
                        task,
                        template.ref(),
                        base(request, source),
                        template.commit(),
                        name,
                        request.values(),
                        who.user());
        DryJournal journal = new DryJournal();
        TaskRun.Subject subject =
                new TaskRun.Subject(
                        info,
                        spec,
                        template.strict(),
                        rows(task, template.steps()),
                        null,
                        null,
                        Duration.ZERO);
        Vault vault = Vault.of(task, request.secrets());
        new TaskRun(parts, journal, vault, subject, workspace).run();
        Tasks.DryRun run =
                new Tasks.DryRun(
                        journal.log(),
                        journal.output(),
                        template.steps(),
                        read(workspace, vault.mask()));
        return new Rehearsal.Played(run, journal.ends(template.steps()), journal.error());
    }

    /// A template of the catalog has its own folder where no files are sent. One that is sent has
    /// that of the files sent with it: what it says of itself is not believed.
    private static String base(Tasks.DryRunRequest request, Path sent) throws IOException {
        TemplateDefinition template = request.template();
        return request.files().isEmpty() && template.ref() != null && template.baseUrl() != null
                ? template.baseUrl()
                : sent.toRealPath().toUri().toString();
    }

    private static List<StepRow> rows(UUID task, List<Step> steps) {
        List<StepRow> rows = new ArrayList<>();
        for (Step step : steps) {
            rows.add(
                    new StepRow(
                            task,
                            rows.size(),
                            step.id(),
                            step.name(),
                            step.action(),
                            StepState.Status.OPEN,
                            null,
                            null,
                            0,
                            0,
                            null,
                            null,
                            null,
                            null,
                            0));
        }
        return rows;
    }

    private static void write(List<Tasks.File> files, Path folder) throws IOException {
        Workspace inside = new Workspace(folder);
        for (Tasks.File file : files) {
            Path path = inside.resolve(file.path());
            if (path.equals(inside.root())) {
                throw PorticoException.invalid("'" + file.path() + "' is no path of a file.");
            }
            Files.createDirectories(path.getParent());
            Files.write(path, file.content());
            if (file.executable() && !path.toFile().setExecutable(true)) {
                Log.debugf("not executable path=%s", file.path());
            }
        }
    }

    private static List<Tasks.File> read(Path folder, SecretMask mask) throws IOException {
        List<Tasks.File> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all.sorted()::iterator) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    String name = mask.text(folder.relativize(path).toString());
                    files.add(
                            new Tasks.File(
                                    name,
                                    Files.isExecutable(path),
                                    mask.bytes(Files.readAllBytes(path))));
                }
            }
        }
        return files;
    }

    private static void remove(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            Log.warnf("The folder of a dry run is not removed: %s", e.getMessage());
        }
    }
}
