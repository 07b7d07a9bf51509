package dev.portico.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.Samples;
import dev.portico.model.Entity;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.YamlDocument;
import dev.portico.platform.yaml.YamlFile;
import dev.portico.platform.yaml.YamlParser;
import dev.portico.query.NaiveCatalog;
import dev.portico.template.form.FormValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusDryRunTest {
    @TempDir private Path folder;

    @Test
    void explore() throws Exception {
        Path corpus = Samples.corpus("templates").orElseThrow();
        NaiveCatalog catalog = new NaiveCatalog();
        Path skeleton = Files.createDirectories(folder.resolve("skeleton"));
        Files.writeString(skeleton.resolve("README.md"), "${{ values | dump }}\n");
        Rehearsal rehearsal =
                new Rehearsal(
                        new Rehearsal.Setting(
                                folder, catalog, _ -> Optional.of(skeleton), Map.of()),
                        Clock.systemUTC());
        long begin = System.nanoTime();
        Map<String, List<String>> outcomes = new TreeMap<>();
        for (String row : Files.readAllLines(corpus.resolve("index.tsv")).stream().skip(1).toList()) {
            String[] cells = row.split("\t", -1);
            Path file = corpus.resolve(cells[0].replace("/", "__")).resolve(cells[1]);
            YamlFile yaml = YamlParser.parse(Files.readAllBytes(file));
            for (YamlDocument document : yaml.documents()) {
                if (!document.problems().isEmpty()) {
                    put(outcomes, "yaml " + document.problems().getFirst().message(), row);
                    continue;
                }
                JsonObject json = document.value().orElseThrow();
                if (!json.text("kind").orElse("").equals("Template")) {
                    put(outcomes, "kind " + json.text("kind").orElse(""), row);
                    continue;
                }
                TemplateDefinition template;
                try {
                    template = rehearsal.read(json, folder);
                } catch (PorticoException e) {
                    put(outcomes, "unreadable " + e.text(), row);
                    continue;
                }
                for (int seed = 0; seed < 3; seed++) {
                    JsonObject values = FormValues.fill(template.pages(), seed);
                    JsonObject all = rehearsal.complete(template, values);
                    List<FormProblem> problems = rehearsal.check(template, all, JsonObject.EMPTY);
                    if (!problems.isEmpty()) {
                        problems.forEach(it -> put(outcomes, "form " + it.message(), row));
                        continue;
                    }
                    know(catalog, all.toJson());
                    Rehearsal.Played played =
                            rehearsal.play(
                                    new Rehearsal.Play(
                                            template,
                                            all,
                                            JsonObject.EMPTY,
                                            Map.of(),
                                            "user:default/guest"));
                    put(outcomes, played.error() == null ? "completed" : "run " + played.error(), row);
                }
            }
        }
        outcomes.forEach(
                (reason, rows) -> {
                    System.out.println(rows.size() + "\t" + reason);
                    if (rows.size() < 20) {
                        rows.stream().distinct().limit(2).forEach(row -> System.out.println("\t\t" + row.substring(0, Math.min(110, row.length()))));
                    }
                });
        System.out.println((System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    private static final java.util.regex.Pattern REF = java.util.regex.Pattern.compile("\"([a-z]+:[a-z0-9-]+/[A-Za-z0-9-]+)\"");
    private static void know(NaiveCatalog catalog, String values) {
        java.util.regex.Matcher refs = REF.matcher(values);
        while (refs.find()) {
            dev.portico.model.EntityRef ref = dev.portico.model.EntityRef.parse(refs.group(1));
            if (catalog.find(ref).isEmpty()) {
                catalog.put(new Entity(JsonObject.of(Map.of("apiVersion", "backstage.io/v1alpha1", "kind", ref.kind(), "metadata", Map.of("name", ref.name(), "namespace", ref.namespace()), "spec", Map.of("type", "x", "owner", "group:default/sample")))));
            }
        }
    }

    private static void put(Map<String, List<String>> outcomes, String reason, String row) {
        outcomes.computeIfAbsent(reason, _ -> new ArrayList<>()).add(row);
    }
}
