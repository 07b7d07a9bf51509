package dev.portico.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `portico validate` knows the actions of the program from a file, because it starts nothing. The
/// file is made with `-Dgolden.update`.
@QuarkusTest
class ActionListTest {
    private static final Path FILE = Path.of("src/main/resources/template-actions.json");

    @Inject Vocabulary vocabulary;

    @Test
    void theFileHasTheActionsOfTheProgram() throws IOException {
        String actions = lines();
        if (System.getProperty("golden.update") != null) {
            Files.writeString(FILE, actions);
        }

        assertThat(Files.readString(FILE)).isEqualTo(actions);
    }

    /// One action a line, so that a change is seen in review.
    private String lines() {
        List<String> lines =
                vocabulary.actions().stream()
                        .filter(action -> !action.id().startsWith("test:"))
                        .map(ActionListTest::line)
                        .toList();
        return "{\"actions\":[\n" + String.join(",\n", lines) + "\n]}\n";
    }

    private static String line(Vocabulary.ActionDoc action) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", action.id());
        json.put("description", action.description());
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("input", action.input());
        schema.put("output", action.output());
        json.put("schema", schema);
        return JsonObject.of(json).toJson();
    }
}
