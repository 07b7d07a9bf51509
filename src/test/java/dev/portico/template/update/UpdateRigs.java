package dev.portico.template.update;

import dev.portico.model.EntityRef;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitMirrors;
import dev.portico.scm.GitRemote;
import dev.portico.scm.GitRepositories;
import dev.portico.template.FormProblem;
import dev.portico.template.Made;
import dev.portico.template.Task;
import dev.portico.template.TaskInfo;
import dev.portico.template.TaskState;
import dev.portico.template.Tasks;
import dev.portico.template.TemplateDefinition;
import dev.portico.template.Templates;
import dev.portico.template.action.Rig;
import dev.portico.test.SampleRepo;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The action that brings a template's changes into what it made.
public final class UpdateRigs {
    private static final EntityRef TEMPLATE = EntityRef.parse("template:default/service");

    private UpdateRigs() {}

    /// By name of the action.
    public static Map<String, Rig.Maker> all() {
        return Map.of("template:update", UpdateRigs::update);
    }

    private static Rig update(Path folder) {
        SampleRepo repo = SampleRepo.create(folder.resolve("orders.git"));
        repo.change().put("README.md", "one\n").put("own.txt", "own\n").commit();
        GitRemote remote =
                new GitRemote(
                        new GitHosts(List.of()),
                        OutgoingPolicy.of(List.of()),
                        folder,
                        Duration.ofSeconds(5),
                        1_000_000);
        GitRepositories repositories =
                new GitRepositories(
                        remote,
                        new GitMirrors(
                                remote,
                                folder.resolve("mirrors"),
                                Long.MAX_VALUE,
                                Clock.systemUTC()));
        Tasks tasks =
                (Tasks)
                        Proxy.newProxyInstance(
                                UpdateRigs.class.getClassLoader(),
                                new Class<?>[] {Tasks.class},
                                (_, method, arguments) ->
                                        switch (method.getName()) {
                                            case "query" ->
                                                    new Tasks.TaskPage(
                                                            List.of(maker(repo.folder())), 1);
                                            case "dryRun" ->
                                                    made((Tasks.DryRunRequest) arguments[0]);
                                            default -> throw new AssertionError(method);
                                        });
        return Rig.of(
                        new UpdateFromTemplate(() -> tasks, new Changed(), repositories),
                        "{\"entityRef\": \"component:default/orders\"}")
                .end(remote::close);
    }

    /// What the template makes: another text since its second commit.
    private static Tasks.DryRun made(Tasks.DryRunRequest request) {
        String text = "second".equals(request.template().commit()) ? "two\n" : "one\n";
        return new Tasks.DryRun(
                List.of(),
                JsonObject.EMPTY,
                List.of(),
                List.of(new Tasks.File("README.md", false, text.getBytes())));
    }

    private static Task maker(Path repository) {
        UUID id = UUID.fromString("00000000-0000-4000-8000-000000000009");
        return new Task(
                id,
                TaskState.COMPLETED,
                new TaskInfo(
                        id,
                        TEMPLATE,
                        null,
                        "first",
                        "user:default/ann",
                        JsonObject.EMPTY,
                        JsonObject.EMPTY),
                JsonObject.EMPTY,
                List.of(),
                JsonObject.EMPTY,
                null,
                List.of(new Made(Made.Type.REPOSITORY, repository.toString(), null)),
                Instant.EPOCH,
                null,
                null);
    }

    private static final class Changed implements Templates {
        @Override
        public TemplateDefinition require(EntityRef ref) {
            return definition("second");
        }

        @Override
        public TemplateDefinition read(JsonObject entity) {
            return definition(null);
        }

        private static TemplateDefinition definition(@Nullable String commit) {
            return new TemplateDefinition(
                    TEMPLATE,
                    "A service",
                    List.of(),
                    JsonObject.EMPTY,
                    List.of(),
                    JsonObject.EMPTY,
                    null,
                    commit,
                    false,
                    JsonObject.EMPTY);
        }

        @Override
        public JsonObject complete(TemplateDefinition template, JsonObject values) {
            return values;
        }

        @Override
        public List<FormProblem> check(
                TemplateDefinition template, JsonObject values, JsonObject secrets) {
            return List.of();
        }
    }
}
