package dev.portico.template;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A template as its entity declares it (`scaffolder.backstage.io/v1beta3`).
///
/// @param ref null for one that is not registered, in a dry run
/// @param title its title, or its name
/// @param pages of the form, each a JSON Schema with `title` and `description`; `ui:*` is in it
/// @param secrets JSON Schema of the secrets; empty when it has none
/// @param output what is shown at the end, before rendering
/// @param baseUrl see [TaskInfo#baseUrl()]
/// @param strict whether a broken expression fails the step instead of staying as it is, as
///     `portico.dev/strict-expressions: "true"` asks
/// @param entity the whole entity
public record TemplateDefinition(
        @Nullable EntityRef ref,
        String title,
        List<JsonObject> pages,
        JsonObject secrets,
        List<Step> steps,
        JsonObject output,
        @Nullable String baseUrl,
        @Nullable String commit,
        boolean strict,
        JsonObject entity) {
    public TemplateDefinition {
        pages = List.copyOf(pages);
        steps = List.copyOf(steps);
    }
}
