package dev.portico.api.graphql.type.task;

import dev.portico.api.graphql.type.Json;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.FormProblem;
import dev.portico.template.Tasks;
import jakarta.json.JsonValue;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// The answer to a dry run.
@Name("DryRunPayload")
@Description("What a template would do; nothing outside was touched.")
public record DryRunPayload(
        @Description("The log, as bodies of events in Backstage's API.")
                List<@NonNull JsonValue> log,
        @Description("What would be shown at the end.") JsonValue output,
        @Description("The files of the workspace at the end.") List<@NonNull FileNode> files,
        @Description("What the form does not allow; then nothing was tried.")
                List<@NonNull FormProblemNode> problems) {
    public static DryRunPayload of(Tasks.DryRun run) {
        return new DryRunPayload(
                run.log().stream().map(Json::of).toList(),
                Json.of(run.output()),
                run.files().stream().map(FileNode::from).toList(),
                List.of());
    }

    /// The answer when the form does not allow the values.
    public static DryRunPayload refused(List<FormProblem> problems) {
        return new DryRunPayload(
                List.of(), Json.of(JsonObject.EMPTY), List.of(), FormProblemNode.all(problems));
    }
}
