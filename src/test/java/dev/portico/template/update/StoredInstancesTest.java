package dev.portico.template.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import dev.portico.scm.GitHost;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitMirrors;
import dev.portico.scm.GitRemote;
import dev.portico.scm.GitRepositories;
import dev.portico.template.FormProblem;
import dev.portico.template.Instance;
import dev.portico.template.Instance.State;
import dev.portico.template.Task;
import dev.portico.template.TaskInfo;
import dev.portico.template.TaskState;
import dev.portico.template.Tasks;
import dev.portico.template.TemplateDefinition;
import dev.portico.template.Templates;
import dev.portico.template.store.QueryInstances;
import dev.portico.test.GitServer;
import dev.portico.test.SampleRepo;
import dev.portico.test.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which instances are behind their template, with real rows and a real repository on a server.
class StoredInstancesTest {
    private static final EntityRef TEMPLATE = EntityRef.parse("template:default/service");

    @TempDir private Path folder;
    private final Sql sql = new Sql(TestDatabase.fresh());
    private GitServer server;
    private GitRemote remote;
    private SampleRepo repo;
    private StoredInstances instances;
    private String base;
    private @Nullable String now;
    private boolean gone;
    private int minute;

    @BeforeEach
    void start() throws IOException {
        server = GitServer.start(folder.resolve("served"));
        Files.createDirectories(folder.resolve("served/acme"));
        repo = SampleRepo.create(folder.resolve("served/acme/templates"));
        OutgoingPolicy policy = OutgoingPolicy.of(List.of(server.authority()));
        GitHost host =
                new GitHost(
                        "test",
                        GitHostKind.GITEA,
                        URI.create("http://" + server.authority()),
                        GitHost.TokenSource.NONE,
                        null);
        remote =
                new GitRemote(
                        new GitHosts(List.of(host)), policy, folder, Duration.ofSeconds(5), 1000);
        GitRepositories repositories =
                new GitRepositories(
                        remote,
                        new GitMirrors(
                                remote,
                                folder.resolve("mirrors"),
                                Long.MAX_VALUE,
                                Clock.systemUTC()));
        instances =
                new StoredInstances(
                        new QueryInstances(sql),
                        new OneTemplate(),
                        new TemplateDrift(repositories));
        base = server.url("acme/templates") + "/src/branch/main/service/";
    }

    @AfterEach
    void stop() {
        server.close();
        remote.close();
    }

    /// The template as it was read last; none without a commit.
    private final class OneTemplate implements Templates {
        @Override
        public TemplateDefinition require(EntityRef ref) {
            if (gone) {
                throw new PorticoException(
                        ErrorCode.NOT_FOUND, "There is no template " + ref + ".");
            }
            return new TemplateDefinition(
                    TEMPLATE,
                    "A service",
                    List.of(),
                    JsonObject.EMPTY,
                    List.of(),
                    JsonObject.EMPTY,
                    base,
                    now,
                    false,
                    JsonObject.EMPTY);
        }

        @Override
        public TemplateDefinition read(JsonObject entity) {
            throw new AssertionError();
        }

        @Override
        public JsonObject complete(TemplateDefinition template, JsonObject values) {
            throw new AssertionError();
        }

        @Override
        public List<FormProblem> check(
                TemplateDefinition template, JsonObject values, JsonObject secrets) {
            throw new AssertionError();
        }
    }

    /// A run of a template that ended, each a minute after the one before.
    private UUID run(String template, String state, @Nullable String commit) {
        UUID id = UUID.randomUUID();
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                insert into task (id, state, template, template_commit, base_url,
                                    strict, spec, created_by, created_at)
                                values (?, ?, ?, ?, ?, false, '{}', 'user:default/ann',
                                    timestamptz '2026-01-01' + ? * interval '1 minute')
                                """,
                                id,
                                state,
                                template,
                                commit,
                                base,
                                ++minute));
        return id;
    }

    private UUID instance(String name, @Nullable String commit) {
        UUID id = run(TEMPLATE.toString(), "COMPLETED", commit);
        made(id, "REPOSITORY", "https://git.example.com/acme/" + name);
        made(id, "ENTITY", "component:default/" + name);
        return id;
    }

    private void made(UUID task, String type, String ref) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                "insert into task_made (task, type, ref) values (?, ?, ?)",
                                task,
                                type,
                                ref));
    }

    /// A run that updated an instance.
    private UUID update(String name, String commit, boolean changed, boolean merged) {
        UUID id = run("template:default/update-from-template", "COMPLETED", "1");
        step(
                id,
                0,
                "template:update",
                """
                {"entityRef": "component:default/%s", "commit": "%s", "changed": %s}
                """
                        .formatted(name, commit, changed));
        if (merged) {
            step(id, 1, "wait:pull-request", "{}");
        }
        return id;
    }

    private void step(UUID task, int number, String action, String output) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                insert into task_step (task, number, id, name, action, status, output)
                                values (?, ?, ?, 'x', ?, 'COMPLETED', ?)
                                """,
                                task,
                                number,
                                "s" + number,
                                action,
                                output));
    }

    private Instance of(UUID id) {
        return instances.of(List.of(task(id))).get(id);
    }

    private static Task task(UUID id) {
        return new Task(
                id,
                TaskState.COMPLETED,
                new TaskInfo(
                        id,
                        TEMPLATE,
                        null,
                        null,
                        "user:default/ann",
                        JsonObject.EMPTY,
                        JsonObject.EMPTY),
                JsonObject.EMPTY,
                List.of(),
                JsonObject.EMPTY,
                null,
                List.of(),
                Instant.EPOCH,
                null,
                null);
    }

    private List<UUID> in(State state) {
        Tasks.TaskPage page = instances.in(state, TEMPLATE, null, 10, 0);
        assertThat(page.total()).isEqualTo(page.tasks().size());
        assertThat(instances.in(state, TEMPLATE, "user:default/nobody", 10, 0).total()).isZero();
        return page.tasks().stream().map(Task::id).toList();
    }

    @Test
    void whatChangedInTheFolderOfTheTemplateIsNamed() {
        String first =
                repo.change()
                        .put("service/template.yaml", "1")
                        .put("service/skeleton/gone", "1")
                        .put("service/skeleton/run.sh", "1")
                        .put("other/template.yaml", "1")
                        .commit();
        UUID old = instance("old", first);
        now = first;
        assertThat(of(old).state()).isEqualTo(State.CURRENT);
        assertThat(server.requests()).as("the same commit needs no Git").isEmpty();

        String elsewhere = repo.change().put("other/template.yaml", "2").commit();
        now = elsewhere;
        assertThat(of(old))
                .isEqualTo(
                        new Instance(
                                State.CURRENT,
                                first,
                                elsewhere,
                                List.of(),
                                0,
                                null,
                                null,
                                "The template's files are what they were; what changed in its"
                                        + " repository is elsewhere."));

        now =
                repo.change()
                        .put("service/skeleton/new", "1")
                        .executable("service/skeleton/run.sh", "1")
                        .remove("service/skeleton/gone")
                        .commit();
        Instance behind = of(old);
        assertThat(behind.state()).isEqualTo(State.BEHIND);
        assertThat(behind.changed())
                .containsExactly("skeleton/gone", "skeleton/new", "skeleton/run.sh");
        assertThat(behind.changedCount()).isEqualTo(3);
        assertThat(behind.reason()).isEqualTo("3 files of the template changed since.");

        int asked = server.requests().size();
        for (int i = 0; i < 5; i++) {
            instance("more" + i, first);
        }
        assertThat(in(State.BEHIND)).hasSize(6);
        assertThat(in(State.CURRENT)).isEmpty();
        assertThat(server.requests()).as("each commit is looked at once").hasSize(asked);
    }

    @Test
    void whatWasBroughtUpToDateIsNotBehind() {
        String first = repo.change().put("service/template.yaml", "1").commit();
        String second = repo.change().put("service/template.yaml", "2").commit();
        now = second;
        UUID waiting = instance("waiting", first);
        UUID merged = instance("merged", first);
        UUID same = instance("same", first);
        UUID fresh = instance("fresh", second);
        assertThat(in(State.BEHIND)).containsExactly(same, merged, waiting);
        UUID proposal = update("waiting", second, true, false);
        UUID done = update("merged", second, true, true);
        UUID nothing = update("same", second, false, false);

        assertThat(in(State.BEHIND)).containsExactly(waiting);
        assertThat(in(State.CURRENT)).containsExactly(fresh, same, merged);
        assertThat(of(waiting).proposedBy()).isEqualTo(proposal);
        assertThat(of(waiting).commit()).isEqualTo(first);
        assertThat(of(merged).updatedBy()).isEqualTo(done);
        assertThat(of(merged).commit()).isEqualTo(second);
        assertThat(of(same).updatedBy()).isEqualTo(nothing);
        assertThat(of(same).proposedBy()).isNull();

        now = repo.change().put("service/template.yaml", "3").commit();
        assertThat(in(State.BEHIND)).containsExactly(fresh, same, merged, waiting);
    }

    @Test
    void onlyWhatARunMadeCounts() {
        now = repo.change().put("service/template.yaml", "1").commit();
        UUID nothing = run(TEMPLATE.toString(), "COMPLETED", now);
        UUID failed = run(TEMPLATE.toString(), "FAILED", now);
        made(failed, "REPOSITORY", "https://git.example.com/acme/half");
        UUID other = run("template:default/other", "COMPLETED", now);
        made(other, "REPOSITORY", "https://git.example.com/acme/other");

        assertThat(instances.of(List.of(task(nothing), task(failed)))).isEmpty();
        assertThat(in(State.CURRENT)).isEmpty();
    }

    @Test
    void itSaysWhyItCanNotBeTold() {
        String first = repo.change().put("service/template.yaml", "1").commit();
        now = first;
        UUID unnamed = instance("unnamed", null);
        UUID lost = instance("lost", "1".repeat(40));
        assertThat(of(unnamed).reason())
                .isEqualTo("It was made when nothing was known of the template's commits.");
        assertThat(of(lost).state()).isEqualTo(State.UNKNOWN);
        assertThat(of(lost).reason()).startsWith("The template's files can't be compared: ");
        assertThat(in(State.UNKNOWN)).containsExactly(lost, unnamed);

        now = null;
        assertThat(of(lost).reason()).startsWith("The template is read from no Git repository");
        gone = true;
        assertThat(of(lost).reason()).isEqualTo("There is no template " + TEMPLATE + ".");
    }

    @Test
    void aTemplateThatMovedIsComparedWithWhereItWas() {
        String first = repo.change().put("service/template.yaml", "1").commit();
        UUID moved = instance("moved", first);
        now =
                repo.change()
                        .remove("service/template.yaml")
                        .put("services/new/template.yaml", "1")
                        .commit();
        base = server.url("acme/templates") + "/src/branch/main/services/new/";
        assertThat(of(moved).state()).isEqualTo(State.CURRENT);
    }

    @Test
    void aTemplateOnThisMachineIsComparedToo() {
        String first = repo.change().put("service/template.yaml", "1").commit();
        base = repo.folder().toUri() + "service/";
        UUID local = instance("local", first);
        now = repo.change().put("service/template.yaml", "2").commit();
        assertThat(of(local).changed()).containsExactly("template.yaml");
    }
}
