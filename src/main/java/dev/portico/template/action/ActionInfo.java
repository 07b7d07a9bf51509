package dev.portico.template.action;

import dev.portico.platform.json.JsonObject;
import java.util.List;

/// What is known of an action without running it; `/v2/actions` lists it.
///
/// @param id as templates name it, `fetch:template`
/// @param aliases other names templates may use for it
/// @param input JSON Schema of its input
/// @param output JSON Schema of its output
/// @param dryRun whether it runs in a dry run; one that reaches outside must then only say what it
///     would do
public record ActionInfo(
        String id,
        List<String> aliases,
        String description,
        JsonObject input,
        JsonObject output,
        Repeat repeat,
        boolean dryRun,
        List<Example> examples) {
    public ActionInfo {
        aliases = List.copyOf(aliases);
        examples = List.copyOf(examples);
    }

    /// @param example YAML of the steps
    public record Example(String description, String example) {}
}
