package dev.portico.app.bench;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.scm.RepositoryWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs templates of one repository on a server of its own: a skeleton of many files that is
/// rendered, changed and pushed, the same without the push, and one that waits.
final class TemplatesBench {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String PUSHING = "pushing";
    private static final String RENDERING = "rendering";
    private static final String WAITING = "waiting";
    private static final int CLIENTS = 8;

    /// How often as many tasks are run before those that are measured, so that what is measured is
    /// not how long Java takes to compile itself.
    private static final int WARM_UP = 3;

    private final Path jar;
    private final Path folder;
    private final @Nullable Path workspaces;
    private final int files;
    private final Consumer<String> progress;
    private final AtomicInteger number = new AtomicInteger();

    /// @param workspaces for the files of running tasks; null for below the data folder
    /// @param progress is told what is done next
    TemplatesBench(
            Path jar,
            Path folder,
            @Nullable Path workspaces,
            int files,
            Consumer<String> progress) {
        this.jar = jar;
        this.folder = folder;
        this.workspaces = workspaces;
        this.files = files;
        this.progress = progress;
    }

    List<BenchCommand.Figure> measure(int runs, int together, int waiting)
            throws IOException, InterruptedException {
        Path repository = Files.createDirectories(folder.resolve("templates"));
        RepositoryWriter.create(repository, repositoryFiles(), "Templates to measure");
        String most = String.valueOf(Math.max(waiting, together) + 1);
        try (ServerProcess server =
                new ServerProcess(jar, folder.resolve("data"))
                        .jvm("-Xmx1536m")
                        .with("portico.source.git.repositories[0].url", repository.toString())
                        .with("portico.source.git.repositories[0].trust", "platform")
                        .with("portico.template.max-per-user", most)
                        .with("portico.template.max-per-template", most)) {
            if (workspaces != null) {
                server.with("portico.template.workspace-dir", workspaces.toString());
            }
            progress.accept("Starting a server with a skeleton of " + files + " files ...");
            server.start();
            awaitTemplates(server);
            progress.accept("Running a template for the first time ...");
            List<BenchCommand.Figure> figures = new ArrayList<>();
            figures.add(
                    new BenchCommand.Figure(
                            "first run of a template of %d files, from POST to completed"
                                    .formatted(files),
                            once(server, PUSHING),
                            "s",
                            1.5));
            figures.addAll(oneAfterAnother(server, runs));
            figures.addAll(throughput(server, PUSHING, together, 8));
            figures.addAll(throughput(server, RENDERING, together, 20));
            figures.addAll(waiting(server, waiting));
            return figures;
        }
    }

    private List<BenchCommand.Figure> oneAfterAnother(ServerProcess server, int runs)
            throws IOException, InterruptedException {
        progress.accept("Running it " + 2 * runs + " times, one after another ...");
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            times.add(once(server, PUSHING));
        }
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            delays.addAll(delays(server));
        }
        return List.of(
                new BenchCommand.Figure(
                        "the same again, half of %d runs within".formatted(runs),
                        part(times, 0.5),
                        "s",
                        0.4),
                new BenchCommand.Figure("the slowest of them", part(times, 1), "s", 0),
                new BenchCommand.Figure(
                        "an event in the stream after it was made, 99 of 100 within",
                        part(delays, 0.99) * 1_000,
                        "ms",
                        100));
    }

    private double once(ServerProcess server, String template)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        awaitCompleted(server, create(server, template));
        return (System.nanoTime() - start) / 1e9;
    }

    /// Figures are what must not be exceeded, so this one is time per task. As many as
    /// [#CLIENTS] people ask at once.
    private List<BenchCommand.Figure> throughput(
            ServerProcess server, String template, int count, double perSecond)
            throws IOException, InterruptedException {
        for (int round = 1; round <= WARM_UP; round++) {
            progress.accept(
                    "Running the template %s %d times at once, %d of %d to warm up ..."
                            .formatted(template, count, round, WARM_UP));
            runAll(server, template, count);
        }
        progress.accept("Running the template " + template + " " + count + " times at once ...");
        double cpu = server.cpuSeconds();
        long start = System.nanoTime();
        runAll(server, template, count);
        double seconds = (System.nanoTime() - start) / 1e9;
        String what = template.equals(PUSHING) ? "with the push" : "without the push";
        return List.of(
                new BenchCommand.Figure(
                        "%d tasks at once, %s: seconds for each (%.1f a second)"
                                .formatted(count, what, count / seconds),
                        seconds / count,
                        "s",
                        1 / perSecond),
                new BenchCommand.Figure(
                        "processor time of each, with the database",
                        (server.cpuSeconds() - cpu) / count * 1_000,
                        "ms",
                        0));
    }

    private void runAll(ServerProcess server, String template, int count)
            throws IOException, InterruptedException {
        for (String task : createAll(server, template, count)) {
            awaitCompleted(server, task);
        }
    }

    private List<String> createAll(ServerProcess server, String template, int count)
            throws IOException, InterruptedException {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<String>> all = Collections.nCopies(count, () -> create(server, template));
            List<String> tasks = new ArrayList<>();
            for (Future<String> task : clients.invokeAll(all)) {
                tasks.add(task.get());
            }
            return tasks;
        } catch (ExecutionException e) {
            throw new IOException("a task could not be made", e.getCause());
        }
    }

    private List<BenchCommand.Figure> waiting(ServerProcess server, int count)
            throws IOException, InterruptedException {
        progress.accept("Making " + count + " tasks that wait ...");
        double before = server.heapMiB();
        for (int i = 0; i < count; i++) {
            create(server, WAITING);
        }
        String waiting = "/api/scaffolder/v2/tasks?limit=1&status=open";
        while (total(server.get(waiting).body()) > 0) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return List.of(
                new BenchCommand.Figure(
                        "heap that %,d waiting tasks take".formatted(count),
                        server.heapMiB() - before,
                        "MiB",
                        50));
    }

    private String create(ServerProcess server, String template)
            throws IOException, InterruptedException {
        String body =
                JsonObject.of(
                                Map.of(
                                        "templateRef",
                                        "template:default/" + template,
                                        "values",
                                        Map.of("name", "service-" + number.incrementAndGet())))
                        .toJson();
        String answer = server.post("/api/scaffolder/v2/tasks", body).body();
        return JsonObject.parse(answer)
                .text("id")
                .orElseThrow(() -> new IllegalStateException("no task was made: " + answer));
    }

    /// Reads the event stream to its end; a task that fails ends the measurement.
    private static void awaitCompleted(ServerProcess server, String task) throws IOException {
        read(server, task, new ArrayList<>());
    }

    /// How long each event of a new task took to get here, in seconds.
    private List<Double> delays(ServerProcess server) throws IOException, InterruptedException {
        List<Double> delays = new ArrayList<>();
        read(server, create(server, PUSHING), delays);
        return delays;
    }

    private static void read(ServerProcess server, String task, List<Double> delays)
            throws IOException {
        URI url =
                URI.create(
                        "http://127.0.0.1:%d/api/scaffolder/v2/tasks/%s/eventstream"
                                .formatted(server.port(), task));
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(url.toURL().openStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("data: ")) {
                    continue;
                }
                JsonObject event = JsonObject.parse(line.substring(6));
                Instant made = Instant.parse(event.text("createdAt").orElseThrow());
                Duration delay = Duration.between(made, CLOCK.instant());
                delays.add(Math.max(0, delay.toNanos() / 1e9));
                if (event.text("type").orElse("").equals("completion")) {
                    if (event.object("body").has("error")) {
                        throw new IllegalStateException("a task failed: " + event);
                    }
                    return;
                }
            }
        }
        throw new IOException("the event stream of " + task + " ended before the task");
    }

    private static void awaitTemplates(ServerProcess server)
            throws IOException, InterruptedException {
        while (!server.get("/api/catalog/entities/by-name/template/default/" + WAITING)
                .body()
                .contains("\"steps\"")) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static long total(String page) {
        return JsonValues.at(JsonObject.parse(page).fields(), "/totalTasks") instanceof Long total
                ? total
                : 0;
    }

    private static double part(List<Double> values, double part) {
        Collections.sort(values);
        return values.get((int) (part * (values.size() - 1)));
    }

    private Map<String, String> repositoryFiles() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("catalog-info.yaml", LOCATION);
        all.put("pushing.yaml", template(PUSHING, FILES + PUSH));
        all.put("rendering.yaml", template(RENDERING, FILES));
        all.put("waiting.yaml", template(WAITING, WAIT));
        for (int i = 0; i < files; i++) {
            all.put(
                    "skeleton/module-%02d/${{ values.name }}-%03d.txt".formatted(i % 20, i),
                    """
                    # ${{ values.name | upper }}
                    {% for n in range(5) -%}
                    line ${{ n }} of ${{ values.name }}
                    {% endfor -%}
                    {% if values.public %}open to all{% else %}closed{% endif %}
                    """
                            + "Some text that is the same for all.\n".repeat(20));
        }
        return all;
    }

    private static final String LOCATION =
            """
            apiVersion: backstage.io/v1alpha1
            kind: Location
            metadata: { name: templates }
            spec: { targets: [./pushing.yaml, ./rendering.yaml, ./waiting.yaml] }
            """;

    private static final String FILES =
            """
                - id: files
                  action: fetch:template
                  input: { url: ./skeleton, values: { name: "${{ parameters.name }}", public: true } }
                - id: move
                  action: fs:rename
                  input: { files: [{ from: module-00, to: main }] }
                - id: clean
                  action: fs:delete
                  input: { files: [module-01] }
                - id: tell
                  action: debug:log
                  input: { message: "made ${{ parameters.name }}" }
            """;

    private static final String PUSH =
            """
                - id: publish
                  action: publish:git
                  input: { repoUrl: "local?owner=bench&repo=${{ parameters.name }}" }
            """;

    private static final String WAIT =
            """
                - id: wait
                  action: wait:entity
                  input: { entityRef: "component:default/never-${{ parameters.name }}" }
            """;

    private static String template(String name, String steps) {
        return """
               apiVersion: scaffolder.backstage.io/v1beta3
               kind: Template
               metadata: { name: %s }
               spec:
                 type: service
                 parameters:
                   - required: [name]
                     properties: { name: { type: string } }
                 steps:
               """
                        .formatted(name)
                + steps;
    }
}
