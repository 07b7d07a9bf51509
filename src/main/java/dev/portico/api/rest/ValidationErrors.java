package dev.portico.api.rest;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.FormProblem;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a form does not allow, as Backstage answers it: the errors of npm's `jsonschema`, without
/// the envelope that other errors have.
final class ValidationErrors {
    private ValidationErrors() {}

    /// @param values that were checked, without secrets
    static Response response(List<FormProblem> problems, JsonObject values) {
        List<Map<String, @Nullable Object>> errors =
                problems.stream().map(problem -> error(problem, values)).toList();
        return Response.fromResponse(EntityBodies.ok(Map.of("errors", errors))).status(400).build();
    }

    private static Map<String, @Nullable Object> error(FormProblem problem, JsonObject values) {
        List<Object> path = problem.path();
        if (problem.keyword().equals("required")) {
            // that library speaks of the object that lacks it
            path = path.subList(0, path.size() - 1);
        }
        String property = property(path, problem.secret());
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("path", path);
        error.put("property", property);
        error.put("message", problem.message());
        error.put("schema", problem.schema());
        error.put("instance", problem.secret() ? Map.of() : instance(path, values));
        error.put("name", problem.keyword());
        error.put("argument", problem.argument());
        error.put("stack", property + " " + problem.message());
        return error;
    }

    private static String property(List<Object> path, boolean secret) {
        StringBuilder property = new StringBuilder(secret ? "" : "instance");
        for (Object key : path) {
            if (key instanceof Integer) {
                property.append('[').append(key).append(']');
            } else {
                property.append(property.isEmpty() ? "" : ".").append(key);
            }
        }
        return property.toString();
    }

    private static @Nullable Object instance(List<Object> path, JsonObject values) {
        StringBuilder pointer = new StringBuilder();
        path.forEach(
                key -> pointer.append('/').append(JsonValues.pointerToken(String.valueOf(key))));
        return JsonValues.at(values.fields(), pointer.toString());
    }
}
