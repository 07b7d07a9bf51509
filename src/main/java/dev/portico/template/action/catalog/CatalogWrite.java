package dev.portico.template.action.catalog;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.Yaml;
import dev.portico.template.TaskInfo;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import dev.portico.template.action.fs.WorkspaceFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `catalog:write`: writes a descriptor, with annotations that say which template, at which commit,
/// and which task made it.
@Singleton
final class CatalogWrite extends TypedAction<CatalogWrite.Input, TypedAction.Nothing> {
    private static final String USUAL_PATH = "catalog-info.yaml";

    record Input(
            @Describe("Path of the file in the workspace; catalog-info.yaml without it.")
                    @Nullable String filePath,
            @Describe("The entity, as a descriptor has it.") JsonObject entity) {}

    CatalogWrite() {
        super(
                new About<>(
                        "catalog:write",
                        "Writes the descriptor of an entity.",
                        Input.class,
                        Nothing.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        String path =
                input.filePath() == null || input.filePath().isEmpty()
                        ? USUAL_PATH
                        : input.filePath();
        context.log("Writing " + path);
        Path file = WorkspaceFiles.forWriting(context.workspace(), path);
        Files.writeString(file, Yaml.write(annotated(input.entity(), context.task()).fields()));
        return Outcome.Done.NOTHING;
    }

    private static JsonObject annotated(JsonObject entity, TaskInfo task) {
        JsonObject metadata = entity.object("metadata");
        JsonObject annotations = metadata.object("annotations");
        if (task.template() != null) {
            annotations =
                    annotations.with("backstage.io/source-template", task.template().toString());
        }
        if (task.commit() != null) {
            annotations = annotations.with("portico.dev/template-commit", task.commit());
        }
        annotations = annotations.with("portico.dev/task-id", task.id().toString());
        return entity.with("metadata", metadata.with("annotations", annotations));
    }
}
