package dev.portico.template.engine;

import static org.awaitility.Awaitility.await;

import dev.portico.access.Viewer;
import dev.portico.catalog.ChangeLog;
import dev.portico.catalog.store.ChangeSignal;
import dev.portico.catalog.store.ReadFeed;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.sql.DatabaseOrigin;
import dev.portico.platform.sql.Sql;
import dev.portico.query.CatalogQuery;
import dev.portico.template.FormProblem;
import dev.portico.template.Step;
import dev.portico.template.StepState;
import dev.portico.template.Task;
import dev.portico.template.TaskEvent;
import dev.portico.template.TaskState;
import dev.portico.template.TemplateConfig;
import dev.portico.template.TemplateDefinition;
import dev.portico.template.Templates;
import dev.portico.template.action.DecisionRule;
import dev.portico.template.store.Archives;
import dev.portico.template.store.ClaimTable;
import dev.portico.template.store.EndTable;
import dev.portico.template.store.QueryTasks;
import dev.portico.template.store.RunTable;
import dev.portico.template.store.TaskPurge;
import dev.portico.template.store.TaskTable;
import dev.portico.template.store.WaitTable;
import dev.portico.template.store.WorkspaceArchive;
import dev.portico.test.SwitchedDatabase;
import dev.portico.test.TestDatabase;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Nodes that run tasks on one database, without the rest of the program.
final class EngineFixture implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(20);
    static final Viewer ANN = Viewer.named("user:default/ann");
    static final EntityRef TEMPLATE = EntityRef.parse("template:default/service");
    private static final String KEY = "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=";

    final DataSource database = TestDatabase.fresh();
    final Sql sql = new Sql(database);
    private final Path folder;
    private final List<Node> nodes = new ArrayList<>();

    /// Steps and output of the only template.
    TemplateDefinition template = template("[]", "{}");
    Settings settings = new Settings();

    /// What tests change.
    static final class Settings implements TemplateConfig {
        int concurrency = 10;
        int maxPerUser = 50;
        int maxPerTemplate = 500;
        Duration stepTimeout = Duration.ofMinutes(1);
        Duration taskTimeout = Duration.ofHours(1);
        Duration keepTasks = Duration.ofDays(90);
        Optional<String> key = Optional.of(KEY);
        Map<String, String> environmentSecrets = Map.of();
        Duration silence = Duration.ofSeconds(1);
        Duration drain = Duration.ofMillis(1);

        @Override
        public int concurrency() {
            return concurrency;
        }

        @Override
        public int maxPerUser() {
            return maxPerUser;
        }

        @Override
        public int maxPerTemplate() {
            return maxPerTemplate;
        }

        @Override
        public Duration stepTimeout() {
            return stepTimeout;
        }

        @Override
        public Duration taskTimeout() {
            return taskTimeout;
        }

        @Override
        public Optional<Path> workspaceDir() {
            return Optional.empty();
        }

        @Override
        public Duration keepTasks() {
            return keepTasks;
        }

        @Override
        public Optional<String> secretsKey() {
            return key;
        }

        @Override
        public Optional<Path> secretsKeyFile() {
            return Optional.empty();
        }

        @Override
        public Environment environment() {
            return new Environment() {
                @Override
                public Map<String, String> parameters() {
                    return Map.of("region", "eu");
                }

                @Override
                public Map<String, String> secrets() {
                    return environmentSecrets;
                }
            };
        }
    }

    EngineFixture(Path folder) {
        this.folder = folder;
    }

    /// Steps and output as a template has them, as JSON.
    EngineFixture template(String json) {
        JsonObject spec = JsonObject.parse(json);
        template = template(JsonValues.toJson(spec.list("steps")), spec.object("output").toJson());
        return this;
    }

    /// The same, for a template that asks for strict expressions.
    EngineFixture strictTemplate(String json) {
        TemplateDefinition lenient = template(json).template;
        template =
                new TemplateDefinition(
                        lenient.ref(),
                        lenient.title(),
                        lenient.pages(),
                        lenient.secrets(),
                        lenient.steps(),
                        lenient.output(),
                        lenient.baseUrl(),
                        lenient.commit(),
                        true,
                        lenient.entity());
        return this;
    }

    static TemplateDefinition template(String steps, String output) {
        JsonObject entity =
                JsonObject.parse(
                        """
                        {"apiVersion": "scaffolder.backstage.io/v1beta3", "kind": "Template",
                         "metadata": {"name": "service", "title": "A service"}}
                        """);
        List<Step> read = TaskSpec.steps(JsonObject.parse("{\"steps\": " + steps + "}"));
        List<Step> whole = new ArrayList<>();
        for (Step step : read) {
            whole.add(
                    new Step(
                            step.id(),
                            step.name().isEmpty() ? step.id() : step.name(),
                            step.action(),
                            step.input(),
                            step.condition(),
                            step.each(),
                            step.timeout(),
                            step.retry(),
                            step.tags()));
        }
        return new TemplateDefinition(
                TEMPLATE,
                "A service",
                List.of(),
                JsonObject.EMPTY,
                whole,
                JsonObject.parse(output),
                "https://git.example.com/acme/templates/src/branch/main/service/",
                "c0ffee",
                false,
                entity);
    }

    /// One node with a data folder of its own, started.
    Node node(String name, FakeActions actions) {
        Node node = new Node(name, actions, List.of());
        node.life.start(true);
        return node;
    }

    Node node(String name, FakeActions actions, List<DecisionRule> rules) {
        Node node = new Node(name, actions, rules);
        node.life.start(true);
        return node;
    }

    /// A program on the database.
    final class Node implements AutoCloseable {
        final SwitchedDatabase connection = new SwitchedDatabase(database);
        final Sql own = new Sql(connection);
        final ChangeSignal signal = new ChangeSignal(own::connect);
        final DurableTasks tasks;
        final TaskEngine engine;
        final TaskLife life;
        final Path data;

        private Node(String name, FakeActions actions, List<DecisionRule> rules) {
            nodes.add(this);
            data = folder.resolve(name);
            signal.start();
            TaskSignals signals = new TaskSignals(new ChangeLog(new ReadFeed(own), signal));
            WorkspaceArchive archive = Archives.on(own);
            TaskStore store =
                    new TaskStore(
                            new TaskStore.Rows(
                                    new TaskTable(own),
                                    new QueryTasks(own),
                                    new WaitTable(own),
                                    new EndTable(own)),
                            new TaskStore.Runs(
                                    new ClaimTable(own),
                                    new RunTable(own, archive),
                                    new TaskPurge(own, archive)),
                            archive);
            SecretKeys keys = new SecretKeys(settings, data, DatabaseOrigin.EXTERNAL);
            TaskRun.Parts parts =
                    new EngineParts()
                            .parts(
                                    actions.build(),
                                    new LanguageRenderer(_ -> Optional.empty()),
                                    settings,
                                    Clock.systemUTC());
            engine =
                    new TaskEngine(
                            store,
                            parts,
                            signals,
                            keys,
                            new TaskEngine.Place(
                                    connection,
                                    data.resolve("tasks"),
                                    data.resolve("workspaces"),
                                    settings.concurrency,
                                    new Upkeep.Times(
                                            settings.keepTasks,
                                            Duration.ofMillis(200),
                                            settings.silence,
                                            settings.drain)));
            TaskControl control = new TaskControl(store, keys, rules);
            life = new TaskLife(signals, control, engine);
            tasks =
                    new DurableTasks(
                            new DurableTasks.Source(new OneTemplate(), noCatalog()),
                            store,
                            control,
                            new DryRunner(parts),
                            new DurableTasks.Context(settings, keys, signals));
        }

        UUID run(String values) {
            return tasks.create(TEMPLATE, JsonObject.parse(values), JsonObject.EMPTY, ANN);
        }

        UUID run(String values, String secrets) {
            return tasks.create(TEMPLATE, JsonObject.parse(values), JsonObject.parse(secrets), ANN);
        }

        Task find(UUID id) {
            return tasks.find(id).orElseThrow();
        }

        Task awaitState(UUID id, TaskState state) {
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> find(id).state(), now -> now == state);
            return find(id);
        }

        Task awaitEnd(UUID id) {
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> find(id).state().isFinal());
            return find(id);
        }

        /// The folders of the tasks that run here.
        List<Path> workspaces() throws IOException {
            try (Stream<Path> all = Files.walk(data.resolve("workspaces"), 2)) {
                return all.filter(path -> data.relativize(path).getNameCount() == 3).toList();
            }
        }

        /// The process dies: nothing of it reaches the database any more, its threads end.
        void kill() {
            connection.away(true);
            nodes.remove(this);
            life.stop();
            signal.close();
        }

        @Override
        public void close() {
            nodes.remove(this);
            life.stop();
            signal.close();
        }
    }

    /// What was told, each line as `type step status message`.
    List<String> story(Node node, UUID id) {
        return node.tasks.events(id, 0).stream().map(EngineFixture::words).toList();
    }

    static String words(TaskEvent event) {
        JsonObject body = event.body();
        return String.join(
                " ",
                event.type().name().toLowerCase(),
                body.text("stepId").orElse("-"),
                body.text("status").orElse("-"),
                body.text("message").orElse("-"));
    }

    static List<String> statuses(Task task) {
        return task.steps().stream().map(step -> step.id() + " " + step.status()).toList();
    }

    static StepState step(Task task, String id) {
        return task.steps().stream().filter(step -> step.id().equals(id)).findFirst().orElseThrow();
    }

    /// Everything that is stored of tasks, as text.
    String dump() {
        StringBuilder dump = new StringBuilder();
        for (String table :
                List.of(
                        "task",
                        "task_step",
                        "task_event",
                        "task_secret",
                        "task_wait",
                        "task_decision",
                        "task_callback",
                        "task_made",
                        "task_origin",
                        "job")) {
            rows("select t::text from " + table + " t")
                    .forEach(row -> dump.append(row).append('\n'));
        }
        return dump.toString();
    }

    List<String> rows(String query) {
        return sql.inTransaction(tx -> tx.query(query, row -> row.getString(1)));
    }

    @Override
    public void close() {
        List.copyOf(nodes).forEach(Node::close);
    }

    private final class OneTemplate implements Templates {
        @Override
        public TemplateDefinition require(EntityRef ref) {
            return template;
        }

        @Override
        public TemplateDefinition read(JsonObject entity) {
            return template;
        }

        @Override
        public JsonObject complete(TemplateDefinition definition, JsonObject values) {
            return values;
        }

        @Override
        public List<FormProblem> check(
                TemplateDefinition definition, JsonObject values, JsonObject secrets) {
            return List.of();
        }
    }

    /// A catalog without entities.
    private static CatalogQuery noCatalog() {
        return (CatalogQuery)
                Proxy.newProxyInstance(
                        EngineFixture.class.getClassLoader(),
                        new Class<?>[] {CatalogQuery.class},
                        (_, _, _) -> (@Nullable Object) Optional.empty());
    }
}
