package dev.portico.template.engine;

import static dev.portico.template.engine.EngineFixture.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.Tasks;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.Rig;
import dev.portico.template.action.basic.BasicRigs;
import dev.portico.template.action.catalog.CatalogRigs;
import dev.portico.template.action.cluster.ClusterRigs;
import dev.portico.template.action.declared.DeclaredRigs;
import dev.portico.template.action.document.DocumentRigs;
import dev.portico.template.action.fetch.FetchRigs;
import dev.portico.template.action.fs.FsRigs;
import dev.portico.template.action.git.GitRigs;
import dev.portico.template.action.http.HttpRigs;
import dev.portico.template.action.wait.WaitRigs;
import dev.portico.template.update.UpdateRigs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every action of the program, with the engine and a database as they are: the program dies right
/// after each thing that happens while the action runs, and is started again; and the task is
/// cancelled in the midst of it.
@Tag("long")
class ActionCrashTest {
    private static final Duration END = Duration.ofSeconds(10);
    private static final String AFTER = "after";

    @TempDir private Path folder;

    private static Map<String, Rig.Maker> named() {
        Map<String, Rig.Maker> all = new TreeMap<>();
        List.of(
                        BasicRigs.all(),
                        CatalogRigs.all(),
                        ClusterRigs.all(),
                        DocumentRigs.all(),
                        FetchRigs.all(),
                        FsRigs.all(),
                        GitRigs.all(),
                        HttpRigs.all(),
                        UpdateRigs.all(),
                        WaitRigs.all())
                .forEach(all::putAll);
        return all;
    }

    private static Map<String, Rig.Maker> all() {
        Map<String, Rig.Maker> all = new TreeMap<>(named());
        all.putAll(GitRigs.more());
        all.putAll(HttpRigs.more());
        all.putAll(DeclaredRigs.more());
        return all;
    }

    static Stream<String> names() {
        return all().keySet().stream();
    }

    @Test
    void everyActionIsHere() throws Exception {
        Set<String> known = new TreeSet<>();
        for (Map.Entry<String, Rig.Maker> one : named().entrySet()) {
            Rig rig = one.getValue().in(Files.createTempDirectory(folder, "rig"));
            assertThat(rig.action().info().id()).isEqualTo(one.getKey());
            known.add(one.getKey());
            known.addAll(rig.action().info().aliases());
            rig.end().run();
        }
        List<String> actions =
                JsonObject.parse(
                                Files.readString(
                                        Path.of("src/main/resources/template-actions.json")))
                        .objects("actions")
                        .stream()
                        .map(action -> action.text("id").orElseThrow())
                        .toList();
        assertThat(known)
                .as("an action that is new needs a row in the Rigs of its package")
                .containsExactlyInAnyOrderElementsOf(actions);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void whereverTheProgramDiesTheEffectIsThereOnce(String name) throws Exception {
        try (EngineFixture fixture = new EngineFixture(folder.resolve("nodes"))) {
            Run whole = new Run(name, fixture, 0);
            UUID task = whole.start();
            assertThat(whole.settle(task)).as(whole.story(task)).isEqualTo("COMPLETED");
            List<String> events = whole.rig.trap().events();
            List<String> effects = whole.rig.effects().get();
            String files = whole.files(task);
            whole.end();
            assertThat(events).endsWith("returned", AFTER);
            for (int i = 0; i < events.size(); i++) {
                Run cut = new Run(name, fixture, i + 1);
                cut.dies(i, name + " dies after " + events.get(i) + " of " + events);
                assertThat(cut.rig.effects().get()).as(cut.what).isEqualTo(effects);
                assertThat(cut.files(cut.task)).as(cut.what).isEqualTo(files);
                cut.end();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void aCancelEndsItSoon(String name) throws Exception {
        try (EngineFixture fixture = new EngineFixture(folder.resolve("nodes"))) {
            Run run = new Run(name, fixture, 0);
            run.rig.trap().hold();
            UUID id = run.start();
            await().atMost(SOON).until(run.rig.trap()::hasCaught);
            run.node.tasks.cancel(id, EngineFixture.ANN);

            await().atMost(END).until(() -> run.node.workspaces().isEmpty());
            assertThat(run.state(id)).isEqualTo("CANCELLED");
            assertThat(EngineFixture.statuses(run.node.find(id)))
                    .containsExactly("seed COMPLETED", "it CANCELLED", "after CANCELLED");
            List<String> story = fixture.story(run.node, id);
            assertThat(story.subList(story.size() - 2, story.size()))
                    .containsExactly(
                            "cancelled it cancelled Step it has been cancelled.",
                            "completion - - Run completed with status: cancelled");
            run.end();
            assertThat(run.rig.trap().events()).doesNotContain(AFTER);
        }
    }

    /// A task with the action between a step that writes files and one that looks at them.
    private final class Run {
        final Rig rig;
        final EngineFixture fixture;
        final String nodeName;
        final AtomicInteger runs = new AtomicInteger();
        EngineFixture.Node node;
        UUID task;
        String what = "";
        private boolean fulfilled;

        Run(String name, EngineFixture fixture, int number) throws Exception {
            this.fixture = fixture;
            this.nodeName = "n" + number;
            this.rig =
                    all().get(name).in(Files.createDirectories(folder.resolve("outside" + number)));
            fixture.template(
                    """
                    {"steps": [{"id": "seed", "action": "test:seed"},
                               {"id": "it", "action": "%s", "input": %s},
                               {"id": "after", "action": "test:after"}]}
                    """
                            .formatted(rig.action().info().id(), rig.input().toJson()));
        }

        private EngineFixture.Node open() {
            FakeActions actions =
                    new FakeActions()
                            .with("test:seed", Repeat.PURE, (_, context) -> seed(context))
                            .with(new TrappedAction(rig.action(), rig.trap(), runs))
                            .with("test:after", Repeat.PURE, (_, context) -> look(context));
            return fixture.node(nodeName, actions);
        }

        private Outcome seed(ActionContext context) throws IOException {
            for (Map.Entry<String, String> file : rig.files().entrySet()) {
                Path path = context.workspace().resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            return Outcome.Done.NOTHING;
        }

        private Outcome look(ActionContext context) throws IOException, InterruptedException {
            TrappedAction.passOn(rig.trap(), AFTER);
            List<String> files = new ArrayList<>();
            Path root = context.workspace().root();
            try (var all = Files.walk(root)) {
                for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
                    // a file may name its task
                    String content =
                            new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                                    .replace(context.task().id().toString(), "its task");
                    files.add(
                            root.relativize(path)
                                    + (Files.isExecutable(path) ? " executable " : " ")
                                    + content.hashCode());
                }
            }
            return new Outcome.Done(JsonObject.EMPTY.with("files", files));
        }

        /// No other run's task is for this one's program.
        void end() {
            node.close();
            rig.trap().release();
            rig.end().run();
        }

        UUID start() {
            node = open();
            task = node.run("{}");
            return task;
        }

        /// Lets the program die after an event, starts it again and waits for the end.
        void dies(int event, String description) {
            what = description;
            node = open();
            EngineFixture.Node first = node;
            rig.trap().killAt(event, () -> first.connection.away(true));
            task = first.run("{}");
            settle(task);
            assertThat(rig.trap().isDead()).as(what).isTrue();
            first.kill();
            int runsBefore = runs.get();
            boolean done = rig.trap().events().contains(AFTER);
            boolean unsafe = rig.action().repeat(rig.input()) == Repeat.UNSAFE && !done;
            rig.trap().revive();
            node = open();
            String state = settle(task);
            if (unsafe) {
                assertThat(state).as(what).isEqualTo("UNKNOWN");
                assertThat(runs.get()).as(what).isEqualTo(runsBefore);
                node.tasks.resolve(
                        task, "it", Tasks.Resolution.DONE, JsonObject.EMPTY, EngineFixture.ANN);
                state = settle(task);
            }
            assertThat(state).as("%s%n%s", what, story(task)).isEqualTo("COMPLETED");
            if (done) {
                // what is simply done again may not have been saved yet when the next step began
                int again = rig.action().repeat(rig.input()) == Repeat.UNSAFE ? 0 : 1;
                assertThat(runs.get()).as(what).isBetween(runsBefore, runsBefore + again);
            }
        }

        /// Waits until the task ends, asks for a person, or its program is dead; what it waits for
        /// comes meanwhile.
        String settle(UUID id) {
            BooleanSupplier settled =
                    () -> {
                        String state = state(id);
                        if (state.equals("WAITING")) {
                            fulfil(id);
                        }
                        return rig.trap().isDead()
                                || !Set.of("OPEN", "PROCESSING", "WAITING").contains(state);
                    };
            await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(settled::getAsBoolean);
            return state(id);
        }

        private void fulfil(UUID id) {
            Set<String> keys =
                    new TreeSet<>(
                            fixture.rows(
                                    "select unnest(wake_keys) from task_wait where task = '"
                                            + id
                                            + "'"));
            if (keys.stream().anyMatch(key -> key.startsWith("decision:"))) {
                if (!fulfilled) {
                    node.tasks.decide(id, "it", true, null, EngineFixture.ANN);
                    fulfilled = true;
                }
            } else {
                rig.fulfil().run();
                node.tasks.wake(keys);
            }
        }

        String state(UUID id) {
            return fixture.rows("select state from task where id = '" + id + "'").getFirst();
        }

        String story(UUID id) {
            return String.join("\n", fixture.story(node, id));
        }

        String files(UUID id) {
            return fixture.rows(
                            "select output from task_step where id = 'after' and task = '"
                                    + id
                                    + "'")
                    .getFirst();
        }
    }
}
