package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.schema.JsonSchema;
import dev.portico.template.action.ActionInfo;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Compiled schemas of the inputs of actions, one for each name.
final class InputSchemas {
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(JsonObject source, JsonSchema schema) {}

    JsonSchema of(ActionInfo action) {
        Known found = known.get(action.id());
        if (found == null || found.source() != action.input()) {
            @Nullable JsonSchema schema = JsonSchema.compileForm(action.input()).schema();
            if (schema == null) {
                throw new IllegalStateException("no schema: " + action.id());
            }
            found = new Known(action.input(), schema);
            known.put(action.id(), found);
        }
        return found.schema();
    }
}
