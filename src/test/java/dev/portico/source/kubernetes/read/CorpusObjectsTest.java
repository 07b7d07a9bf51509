package dev.portico.source.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Application;
import dev.portico.runtime.Workload;
import dev.portico.test.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every real object is read.
class CorpusObjectsTest {
    @Test
    void readsEveryRealObject() throws IOException {
        Path corpus = SharedFiles.require("corpus/k8s");
        BookFixture fixture = new BookFixture();
        List<JsonObject> objects = objects(corpus);
        assertThat(objects.size()).isGreaterThan(200);

        objects.stream().filter(CorpusObjectsTest::isDefinition).forEach(fixture::put);
        objects.stream().filter(object -> !isDefinition(object)).forEach(fixture::put);
        fixture.drain();

        Map<String, Long> byType =
                fixture.told.values().stream()
                        .collect(
                                Collectors.groupingBy(
                                        observation -> observation.getClass().getSimpleName(),
                                        TreeMap::new,
                                        Collectors.counting()));
        assertThat(byType)
                .isEqualTo(
                        Map.of(
                                "Application", 45L,
                                "ApplicationSet", 9L,
                                "PlatformApi", 12L,
                                "PlatformResource", 5L,
                                "Policy", 18L,
                                "PolicyReport", 11L,
                                "Workload", 9L));
        assertThat(fixture.told.values())
                .filteredOn(Workload.class::isInstance)
                .allSatisfy(
                        workload ->
                                assertThat(((Workload) workload).images())
                                        .as(workload.key().toString())
                                        .isNotEmpty());
        assertThat(fixture.told.values())
                .filteredOn(Application.class::isInstance)
                .allSatisfy(
                        application ->
                                assertThat(((Application) application).sources())
                                        .as(application.key().toString())
                                        .isNotEmpty());
        assertThat(fixture.book.drafts())
                .allSatisfy(
                        draft ->
                                assertThat(draft.entity().object("metadata").text("name"))
                                        .isPresent());
        assertThat(fixture.book.drafts()).hasSize(13);
    }

    private static boolean isDefinition(JsonObject object) {
        return object.text("kind").orElse("").endsWith("Definition");
    }

    /// The objects of all files that are not templates; definitions of platform APIs as they are
    /// once they are served.
    private static List<JsonObject> objects(Path corpus) throws IOException {
        List<JsonObject> objects = new ArrayList<>();
        for (String line : Files.readAllLines(corpus.resolve("index.tsv"))) {
            String[] row = line.split("\t", -1);
            if (row[7].equals("parses")) {
                for (JsonObject object :
                        BookFixture.objects(Files.readString(corpus.resolve(row[0])))) {
                    objects.add(
                            object.text("kind").orElse("").equals("CompositeResourceDefinition")
                                    ? object.with("status", ESTABLISHED)
                                    : named(object, objects.size()));
                }
            }
        }
        return objects;
    }

    /// Reports in the corpus are expectations of tests, which name what they look at alone.
    private static JsonObject named(JsonObject object, int number) {
        JsonObject metadata = object.object("metadata");
        return metadata.has("name")
                ? object
                : object.with("metadata", metadata.with("name", "unnamed-" + number));
    }

    private static final Map<String, ?> ESTABLISHED =
            Map.of("conditions", List.of(Map.of("type", "Established", "status", "True")));
}
