package dev.portico.template.update;

import dev.portico.access.Viewer;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.GitTree;
import dev.portico.scm.RepoUrl;
import dev.portico.template.Made;
import dev.portico.template.Task;
import dev.portico.template.TaskState;
import dev.portico.template.Tasks;
import dev.portico.template.Tasks.File;
import dev.portico.template.TemplateDefinition;
import dev.portico.template.Templates;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import dev.portico.template.action.Workspace;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts into the workspace what the repository of an entity would hold if the template that made it
/// were run now with the same values: a merge of the template's changes since then into the
/// repository as it is. A step behind it opens the pull request.
@Singleton
final class UpdateFromTemplate
        extends TypedAction<UpdateFromTemplate.Input, UpdateFromTemplate.Output> {
    private static final int MAX_FILE = 16 * 1024 * 1024;

    private final Provider<Tasks> tasks;
    private final Templates templates;
    private final GitRepositories repositories;

    UpdateFromTemplate(Provider<Tasks> tasks, Templates templates, GitRepositories repositories) {
        super(
                new About<>(
                        "template:update",
                        "Merges what changed in a template since it made an entity into the files"
                                + " of the entity's repository.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        false));
        this.tasks = tasks;
        this.templates = templates;
        this.repositories = repositories;
    }

    record Input(@Describe("Ref of an entity that a template made.") String entityRef) {}

    record Output(
            @Describe("Whether there is anything to bring in.") boolean changed,
            @Describe("The repository, as publish:pull-request takes it.") String repoUrl,
            @Describe("Name of a branch for the change.") String branchName,
            @Describe("A title for the change.") String title,
            @Describe("A text for the change: what it is and what must be looked at.")
                    String description,
            @Describe("Paths of the files that are new or changed.") List<String> files,
            @Describe("Paths of the files that go.") List<String> deleted,
            @Describe("What must be looked at: by path, why.") Map<String, String> conflicts,
            @Describe("Ref of the entity that is updated.") String entityRef,
            @Describe("The template's commit that is merged; left out when it is not known.")
                    @Nullable String commit) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        EntityRef ref =
                EntityRef.parse(input.entityRef(), "component", EntityRef.DEFAULT_NAMESPACE);
        Task maker = maker(ref);
        EntityRef template = Objects.requireNonNull(maker.info().template());
        RepoUrl repository = repository(maker, ref);
        TemplateDefinition now = templates.require(template);
        List<File> theirs = render(now, maker);
        List<File> base = render(asItWas(now, maker), maker);
        TreeMerge.Merged merged = TreeMerge.merge(base, files(repository), theirs);
        List<String> written = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        for (String path : merged.changed()) {
            @Nullable File file = merged.files().get(path);
            if (file == null) {
                deleted.add(path);
            } else {
                write(context.workspace(), file);
                written.add(path);
            }
        }
        tell(context, merged, written, deleted);
        String commit = now.commit() == null ? "now" : now.commit();
        String version = commit.substring(0, Math.min(commit.length(), 10));
        return done(
                new Output(
                        !merged.changed().isEmpty(),
                        repoUrl(repository),
                        "template-" + template.name() + "-" + version,
                        "Update from the template " + now.title(),
                        description(now, maker, merged),
                        written,
                        deleted,
                        merged.conflicts(),
                        ref.toString(),
                        now.commit()));
    }

    private static void tell(
            ActionContext context,
            TreeMerge.Merged merged,
            List<String> written,
            List<String> deleted) {
        if (merged.changed().isEmpty()) {
            context.log("There is nothing to bring in.");
        }
        written.forEach(path -> context.log("Changed " + path));
        deleted.forEach(path -> context.log("Deleted " + path));
        merged.conflicts()
                .forEach((path, why) -> context.log("Must be looked at: " + path + ": " + why));
    }

    private static String description(TemplateDefinition now, Task maker, TreeMerge.Merged merged) {
        StringBuilder text =
                new StringBuilder("The template ")
                        .append(now.title())
                        .append(" changed since it made this repository");
        if (maker.info().commit() != null && now.commit() != null) {
            text.append(" (from ")
                    .append(maker.info().commit())
                    .append(" to ")
                    .append(now.commit())
                    .append(')');
        }
        text.append(".\n");
        if (!merged.conflicts().isEmpty()) {
            text.append("\nThese files must be looked at:\n\n");
            merged.conflicts()
                    .forEach(
                            (path, why) ->
                                    text.append("- `")
                                            .append(path)
                                            .append("`: ")
                                            .append(why)
                                            .append('\n'));
        }
        return text.toString();
    }

    /// The newest task that made the entity, and ended well.
    private Task maker(EntityRef ref) {
        return tasks
                .get()
                .query(
                        new Tasks.TaskFilter(
                                Set.of(),
                                Set.of(TaskState.COMPLETED),
                                Set.of(),
                                Set.of(ref.toString()),
                                List.of("desc:created_at"),
                                50,
                                0))
                .tasks()
                .stream()
                .filter(task -> task.info().template() != null)
                .filter(task -> task.made().stream().anyMatch(UpdateFromTemplate::isRepository))
                .findFirst()
                .orElseThrow(
                        () ->
                                PorticoException.notFound(
                                        "No template made "
                                                + ref
                                                + ", or the run that did is not kept any more;"
                                                + " so there is nothing to update it from."));
    }

    private static boolean isRepository(Made made) {
        return made.type() == Made.Type.REPOSITORY;
    }

    private static RepoUrl repository(Task maker, EntityRef ref) {
        List<Made> made = maker.made().stream().filter(UpdateFromTemplate::isRepository).toList();
        if (made.size() > 1) {
            throw PorticoException.invalid(
                    "The run that made "
                            + ref
                            + " made "
                            + made.size()
                            + " repositories, and it is not known which of them is its.");
        }
        return RepoUrl.parse(made.getFirst().ref());
    }

    /// The template with the steps and the commit of the run.
    private TemplateDefinition asItWas(TemplateDefinition now, Task maker) {
        JsonObject spec = maker.spec();
        TemplateDefinition then =
                templates.read(
                        JsonObject.of(
                                Map.of(
                                        "apiVersion",
                                        spec.text("apiVersion").orElse(""),
                                        "kind",
                                        "Template",
                                        "metadata",
                                        spec.object("templateInfo")
                                                .object("entity")
                                                .object("metadata"),
                                        "spec",
                                        Map.of(
                                                "type",
                                                "any",
                                                "steps",
                                                spec.list("steps"),
                                                "output",
                                                spec.object("output")))));
        return new TemplateDefinition(
                now.ref(),
                now.title(),
                List.of(),
                JsonObject.EMPTY,
                then.steps(),
                then.output(),
                maker.info().baseUrl(),
                maker.info().commit(),
                then.strict(),
                then.entity());
    }

    private List<File> render(TemplateDefinition template, Task maker) throws InterruptedException {
        List<File> workspace =
                tasks.get()
                        .dryRun(
                                new Tasks.DryRunRequest(
                                        template,
                                        templates.complete(template, maker.info().parameters()),
                                        JsonObject.EMPTY,
                                        List.of()),
                                Viewer.named(maker.info().createdBy()))
                        .files();
        return PublishedFolder.of(template.steps(), workspace);
    }

    private List<File> files(RepoUrl repository) {
        try (GitTree tree = repositories.open(repository, null)) {
            List<File> files = new ArrayList<>();
            for (GitTree.Entry entry : tree.checkout("").orElse(List.of())) {
                if (entry.kind() != GitTree.Entry.Kind.LINK) {
                    files.add(
                            new File(
                                    entry.path(),
                                    entry.kind() == GitTree.Entry.Kind.EXECUTABLE,
                                    tree.content(entry, MAX_FILE)));
                }
            }
            return files;
        }
    }

    private static void write(Workspace workspace, File file) throws IOException {
        Path path = workspace.resolve(file.path());
        Files.createDirectories(path.getParent());
        Files.write(path, file.content());
        if (file.executable() && !path.toFile().setExecutable(true)) {
            throw new IOException("the file " + file.path() + " can't be made executable");
        }
    }

    /// As `publish:pull-request` takes it.
    private static String repoUrl(RepoUrl repository) {
        if (!repository.isLocal()) {
            return repository.webUrl();
        }
        Path folder = repository.folder();
        String name = folder.getFileName().toString();
        return "local?owner="
                + Objects.requireNonNull(folder.getParent()).getFileName()
                + "&repo="
                + (name.endsWith(".git") ? name.substring(0, name.length() - 4) : name);
    }
}
