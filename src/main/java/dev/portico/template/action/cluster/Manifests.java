package dev.portico.template.action.cluster;

import dev.portico.platform.Digest;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the objects of a manifest: one YAML document for each, or a `List` of them.
final class Manifests {
    private static final long LARGEST_FILE = 5L * 1024 * 1024;
    private static final int SUFFIX = 8;

    private Manifests() {}

    /// INVALID_INPUT, naming the manifest and the line, for what is no YAML or no object.
    ///
    /// @param where what it is called in messages, as `manifestString`
    static List<JsonObject> read(String yaml, String where) {
        List<@Nullable Object> documents;
        try {
            documents = Yaml.readAll(yaml);
        } catch (PorticoException e) {
            throw PorticoException.invalid("The manifest of " + where + ": " + e.text());
        }
        List<JsonObject> objects = new ArrayList<>();
        for (@Nullable Object document : documents) {
            if (document instanceof Map<?, ?> map) {
                add(JsonObject.of(map), objects);
            } else if (document != null) {
                throw PorticoException.invalid(
                        "A document of the manifest of "
                                + where
                                + " is no mapping; each must be an object with apiVersion, kind"
                                + " and metadata.");
            }
        }
        return objects;
    }

    /// Of a file of the workspace. NOT_FOUND.
    static List<JsonObject> read(Path file, String path) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw PorticoException.notFound(
                    "There is no file '"
                            + path
                            + "' in the workspace; manifestPath must name one.");
        }
        if (Files.size(file) > LARGEST_FILE) {
            throw PorticoException.invalid(
                    "The manifest '" + path + "' is larger than " + LARGEST_FILE + " bytes.");
        }
        return read(Files.readString(file, StandardCharsets.UTF_8), "'" + path + "'");
    }

    static List<JsonObject> of(JsonObject object) {
        List<JsonObject> objects = new ArrayList<>();
        add(object, objects);
        return objects;
    }

    private static void add(JsonObject object, List<JsonObject> objects) {
        if (object.text("kind").orElse("").endsWith("List") && object.has("items")) {
            object.objects("items").forEach(each -> add(each, objects));
        } else {
            objects.add(object);
        }
    }

    /// Gives an object with `generateName` the same name each time the step is tried, so that it is
    /// made once.
    ///
    /// @param key of the step, see `ActionContext.idempotencyKey`
    static JsonObject named(JsonObject object, String key, int number) {
        JsonObject metadata = object.object("metadata");
        String prefix = metadata.text("generateName").orElse("");
        if (prefix.isEmpty() || metadata.has("name")) {
            return object;
        }
        String hash = Digest.sha256((key + '#' + number).getBytes(StandardCharsets.UTF_8));
        return object.with(
                "metadata",
                metadata.without("generateName").with("name", prefix + hash.substring(0, SUFFIX)));
    }

    /// For people; never what stands in it.
    static String title(JsonObject object) {
        JsonObject metadata = object.object("metadata");
        String namespace = metadata.text("namespace").orElse("");
        return object.text("kind").orElse("an object")
                + " "
                + (namespace.isEmpty() ? "" : namespace + "/")
                + metadata.text("name").orElse("");
    }
}
