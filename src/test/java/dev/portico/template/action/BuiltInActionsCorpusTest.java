package dev.portico.template.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import dev.portico.test.SharedFiles;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the fields of the actions that need nothing but the workspace and the catalog to those
// that
/// Backstage's have: their names, types, and which are required.
class BuiltInActionsCorpusTest {
    private static ActionInfo info(String name) throws ReflectiveOperationException {
        Constructor<?> constructor =
                Class.forName("dev.portico.template.action." + name).getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return ((Action) constructor.newInstance(new Object[constructor.getParameterCount()]))
                .info();
    }

    private static JsonObject theirs(String id) throws IOException {
        JsonObject found =
                JsonObject.parse(
                                Files.readString(
                                        SharedFiles.require(
                                                "spec/backstage/scaffolder-actions.json")))
                        .object("scaffolder-backend")
                        .object(id);
        assertThat(found.isEmpty()).as(id).isFalse();
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "catalog.CatalogFetch",
                "catalog.CatalogWrite",
                "basic.DebugLog",
                "basic.DebugWait",
                "fetch.FetchPlain",
                "fetch.FetchPlainFile",
                "fetch.FetchTemplate",
                "fetch.FetchTemplateFile",
                "fetch.WorkspaceTemplate",
                "fetch.WorkspaceTemplateFile",
                "fs.FsDelete",
                "fs.FsReaddir",
                "fs.FsRename"
            })
    void takeAndAnswerTheSame(String name) throws Exception {
        ActionInfo ours = info(name);
        JsonObject theirs = theirs(ours.id());
        assertThat(shape(ours.input()))
                .as(ours.id() + " takes")
                .isEqualTo(shape(theirs.object("input")));
        assertThat(shape(ours.output()))
                .as(ours.id() + " answers")
                .isEqualTo(shape(theirs.object("output")));
        assertThat(ours.dryRun())
                .as(ours.id() + " in a dry run")
                .isEqualTo(theirs.value("supportsDryRun"));
    }

    @Test
    void registerTakesWhatEitherFormTakes() throws Exception {
        ActionInfo ours = info("catalog.CatalogRegister");
        JsonObject theirs = theirs("catalog:register");
        Map<String, Object> both = new TreeMap<>();
        theirs.object("input").objects("anyOf").forEach(form -> both.putAll(fields(form)));
        assertThat(fields(ours.input())).isEqualTo(both);
        assertThat(ours.input().texts("required")).isEmpty();
        assertThat(ours.dryRun()).isEqualTo(theirs.value("supportsDryRun"));
    }

    /// What is compared of a schema: fields with their types, which are required, and the same of
    /// the elements of lists.
    private static Map<String, Object> shape(JsonObject schema) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("fields", fields(schema));
        shape.put("required", new TreeSet<>(schema.texts("required")));
        return shape;
    }

    private static Map<String, Object> fields(JsonObject schema) {
        JsonObject properties = schema.object("properties");
        Map<String, Object> fields = new TreeMap<>();
        properties
                .fields()
                .keySet()
                .forEach(
                        name -> {
                            JsonObject field = properties.object(name);
                            JsonObject items = field.object("items");
                            fields.put(
                                    name,
                                    items.has("properties")
                                            ? List.of(types(field), shape(items))
                                            : types(field));
                        });
        return fields;
    }

    private static Set<String> types(JsonObject field) {
        Set<String> types = new TreeSet<>(field.texts("type"));
        field.text("type").ifPresent(types::add);
        field.objects("anyOf").forEach(choice -> types.addAll(types(choice)));
        return types;
    }
}
