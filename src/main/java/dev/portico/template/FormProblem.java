package dev.portico.template;

import dev.portico.platform.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value of a form that its schema does not allow.
///
/// @param path keys and indices that lead to it, beginning with `secrets` for a secret
/// @param secret whether it is about a secret
/// @param keyword of the schema that says so, as `required`
/// @param argument what the keyword asks for
/// @param message a sentence that names the field and what would be right
/// @param schema the part of the schema that the value was checked with
/// @param value null when there is none; never that of a secret
public record FormProblem(
        List<Object> path,
        boolean secret,
        String keyword,
        @Nullable Object argument,
        String message,
        JsonObject schema,
        @Nullable Object value) {
    public FormProblem {
        path = List.copyOf(path);
    }
}
