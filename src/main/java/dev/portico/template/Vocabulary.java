package dev.portico.template;

import dev.portico.platform.json.JsonObject;
import java.util.List;

/// What templates may name: the actions there are now, and what expressions know beyond their
/// language.
public interface Vocabulary {
    /// Once for each of their names, sorted by name.
    List<ActionDoc> actions();

    /// Filters that belong to templates, sorted by name.
    List<FilterDoc> filters();

    /// @param id as templates name it
    /// @param input JSON Schema
    /// @param output JSON Schema
    /// @param dryRun whether it runs in a dry run
    record ActionDoc(
            String id,
            String description,
            JsonObject input,
            JsonObject output,
            boolean dryRun,
            List<Example> examples) {
        public ActionDoc {
            examples = List.copyOf(examples);
        }
    }

    /// @param example YAML of steps, or an expression
    record Example(String description, String example) {}

    /// @param input JSON Schema of what it takes
    /// @param arguments JSON Schemas of what stands in its brackets
    /// @param output JSON Schema
    record FilterDoc(
            String name,
            String description,
            JsonObject input,
            List<JsonObject> arguments,
            JsonObject output,
            List<Example> examples) {
        public FilterDoc {
            arguments = List.copyOf(arguments);
            examples = List.copyOf(examples);
        }
    }
}
