package dev.portico.template.action.document;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.Outcome;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Outputs with one value that may be anything.
final class Results {
    private Results() {}

    static Outcome of(String name, @Nullable Object value) {
        Map<String, @Nullable Object> output = new HashMap<>();
        output.put(name, value);
        return new Outcome.Done(JsonObject.of(output));
    }

    /// What went wrong in a file, with its name before it.
    static PorticoException in(String path, PorticoException e) {
        return new PorticoException(e.code(), path + ": " + e.text(), e);
    }
}
