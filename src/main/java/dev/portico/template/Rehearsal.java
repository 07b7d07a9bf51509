package dev.portico.template;

import dev.portico.access.Viewer;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.template.engine.DryRunner;
import dev.portico.template.form.Forms;
import dev.portico.template.form.TemplateReader;
import dev.portico.template.rehearsal.LocalActions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs templates of a working copy as a dry run does, without a server, a database or the network.
/// Files are read as they lie there, committed or not.
public final class Rehearsal implements AutoCloseable {
    /// The same for all runs, so that what templates make of it is known before.
    private static final UUID TASK = new UUID(0, 0);

    private final Setting setting;
    private final LocalActions actions;
    private final DryRunner runner;
    private final Forms forms = new Forms();

    /// What templates find around them.
    ///
    /// @param root folder that relative addresses stay in
    /// @param catalog what steps see of it
    /// @param standIns a folder or file that stands for an address that is fetched; empty for none,
    ///     then relative addresses lead to the working copy and all others are refused
    /// @param environment what expressions see as `environment.parameters`
    public record Setting(
            Path root,
            CatalogQuery catalog,
            Function<String, Optional<Path>> standIns,
            Map<String, String> environment) {}

    /// One run.
    ///
    /// @param values of the form, complete
    /// @param answers outputs of steps that are not to be run, by their id
    /// @param user ref of who runs it
    public record Play(
            TemplateDefinition template,
            JsonObject values,
            JsonObject secrets,
            Map<String, JsonObject> answers,
            String user) {}

    /// What came of a run.
    ///
    /// @param steps how each step ended, in their order
    /// @param error why it failed; null when it did not
    public record Played(Tasks.DryRun run, List<StepEnd> steps, @Nullable String error) {
        public Played {
            steps = List.copyOf(steps);
        }
    }

    /// How a step ended.
    ///
    /// @param output empty unless it is completed; secrets are masked
    public record StepEnd(String id, StepState.Status status, JsonObject output) {}

    public Rehearsal(Setting setting, Clock clock) {
        this.setting = setting;
        this.actions =
                new LocalActions(setting.root(), setting.catalog(), setting.standIns(), clock);
        this.runner =
                DryRunner.of(
                        actions.answering(Map.of()),
                        actions.integrations(),
                        setting.environment(),
                        clock);
    }

    /// A template as it would be in the catalog; INVALID_INPUT says what is wrong.
    ///
    /// @param folder that it lies in
    public TemplateDefinition read(JsonObject entity, Path folder) {
        JsonObject metadata = entity.object("metadata");
        JsonObject annotations =
                metadata.object("annotations")
                        .with("backstage.io/source-location", "url:" + folder.toUri());
        Entity located =
                new Entity(entity.with("metadata", metadata.with("annotations", annotations)));
        return TemplateReader.read(located, located.ref(), null);
    }

    /// As [Templates#complete].
    public JsonObject complete(TemplateDefinition template, JsonObject values) {
        return forms.complete(template, values);
    }

    /// As [Templates#check].
    public List<FormProblem> check(
            TemplateDefinition template, JsonObject values, JsonObject secrets) {
        return forms.check(template, values, secrets);
    }

    /// Runs it; never throws for what goes wrong in it.
    public Played play(Play play) throws InterruptedException {
        JsonObject user =
                setting.catalog()
                        .find(EntityRef.parse(play.user(), "user", EntityRef.DEFAULT_NAMESPACE))
                        .map(found -> found.entity().json())
                        .orElse(JsonObject.EMPTY);
        return runner.with(actions.answering(play.answers()))
                .play(
                        TASK,
                        new Tasks.DryRunRequest(
                                play.template(), play.values(), play.secrets(), List.of()),
                        Viewer.named(play.user()),
                        user);
    }

    @Override
    public void close() {
        actions.close();
    }
}
