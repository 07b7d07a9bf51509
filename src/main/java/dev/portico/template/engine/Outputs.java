package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a task shows at its end.
final class Outputs {
    private static final String IF = "if";

    private Outputs() {}

    /// Rendered; links and texts whose condition does not hold are left out.
    static JsonObject render(JsonObject output, Renderer renderer, Scopes scopes) {
        if (!(renderer.render(output.fields(), scopes.open("output")) instanceof Map<?, ?> map)) {
            return JsonObject.EMPTY;
        }
        JsonObject rendered = JsonObject.of(map);
        for (String list : List.of("links", "text")) {
            if (rendered.value(list) instanceof List<?> entries) {
                rendered = rendered.with(list, shown(entries));
            }
        }
        return rendered;
    }

    private static List<@Nullable Object> shown(List<?> entries) {
        List<@Nullable Object> shown = new ArrayList<>();
        for (@Nullable Object entry : entries) {
            if (!(entry instanceof Map<?, ?> map) || !map.containsKey(IF)) {
                shown.add(entry);
            } else if (Scopes.truthy(map.get(IF))) {
                Map<Object, @Nullable Object> rest = new LinkedHashMap<>(map);
                rest.remove(IF);
                shown.add(rest);
            }
        }
        return shown;
    }
}
