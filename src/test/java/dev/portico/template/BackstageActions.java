package dev.portico.template;

import dev.portico.platform.json.JsonObject;
import dev.portico.test.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Backstage's own actions take, from the notes beside the corpus.
final class BackstageActions {
    private BackstageActions() {}

    /// JSON Schema of the input of an action.
    static JsonObject input(String id) {
        Path file = SharedFiles.require("spec/backstage/scaffolder-actions.json");
        JsonObject modules;
        try {
            modules = JsonObject.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return modules.fields().keySet().stream()
                .map(modules::object)
                .filter(module -> module.has(id))
                .map(module -> module.object(id).object("input"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Backstage has no action " + id));
    }
}
