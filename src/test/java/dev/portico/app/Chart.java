package dev.portico.app;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import dev.portico.platform.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The chart as Helm renders it with some values.
///
/// @param yaml what Helm prints
/// @param objects in its order
record Chart(String yaml, List<JsonObject> objects) {
    static final Path FOLDER = Path.of("helm/portico").toAbsolutePath();

    static Chart render(String namespace, String values) throws Exception {
        Path file = Files.createTempFile("values", ".yaml");
        try {
            Files.writeString(file, values);
            TemplateCommand command = new Helm(FOLDER).template();
            String yaml =
                    command.withName("portico")
                            .withNamespace(namespace)
                            .withKubeVersion("1.37.0")
                            .withValuesFile(file)
                            .call();
            return new Chart(yaml, objects(yaml));
        } finally {
            Files.delete(file);
        }
    }

    @SuppressWarnings("unchecked")
    static List<JsonObject> objects(String yaml) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
            if (document != null) {
                objects.add(JsonObject.of((Map<String, Object>) document));
            }
        }
        return objects;
    }

    /// The only object of a kind.
    JsonObject one(String kind) {
        List<JsonObject> found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of kind " + kind + " in:\n" + yaml);
        }
        return found.getFirst();
    }

    List<JsonObject> all(String kind) {
        return objects.stream()
                .filter(object -> object.text("kind").orElse("").equals(kind))
                .toList();
    }

    /// The container of the program.
    JsonObject container() {
        return pod().objects("containers").getFirst();
    }

    JsonObject pod() {
        return one("Deployment").object("spec").object("template").object("spec");
    }
}
