package dev.portico.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.TrustLevel;
import dev.portico.test.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every real file gets the verdict a real Backstage gave it.
class CorpusTest {
    /// Where we differ on purpose, with the reason.
    private static final Map<String, String> DIFFERENT =
            Map.of(
                    "3horizons__agentic-devops-platform--golden-paths_h2-enhancement_api-microservice"
                            + "_skeleton_ci.yaml",
                    "Backstage stops at the placeholder; its metadata.name is a template, too",
                    "EffortlessMetrics__Rust-Template--backstage.yaml",
                    "Backstage stops at the placeholder; spec.lifecycle is missing, too");

    @Test
    void givesTheVerdictsOfBackstage() throws IOException {
        Path corpus = SharedFiles.require("corpus/catalog-info");
        List<String> differences = new ArrayList<>();
        int files = 0;
        for (String line : Files.readAllLines(corpus.resolve("index.tsv"))) {
            String[] row = line.split("\t", -1);
            if (row[0].equals("file")) {
                continue;
            }
            files++;
            DescriptorContent content =
                    Samples.BUILT_IN.read(
                            Samples.file(
                                    Files.readAllBytes(corpus.resolve(row[0])),
                                    Admission.of(TrustLevel.PLATFORM)),
                            target -> "{}".getBytes(StandardCharsets.UTF_8));
            boolean matches = matches(row[11], row[12], content);
            if (matches == DIFFERENT.containsKey(row[0])) {
                differences.add(
                        row[0]
                                + ": Backstage said "
                                + row[11]
                                + " "
                                + row[12]
                                + "; we say "
                                + Samples.refs(content)
                                + " "
                                + Samples.problems(content));
            }
        }
        assertThat(differences).isEmpty();
        assertThat(files).isGreaterThan(150);
    }

    private static boolean matches(String verdict, String answer, DescriptorContent content) {
        return switch (verdict) {
            case "ok" ->
                    content.rejections().isEmpty()
                            && new TreeSet<>(Samples.refs(content))
                                    .equals(new TreeSet<>(List.of(answer.split("[, ]+"))));
            case "error" -> !content.rejections().isEmpty();
            default -> content.rejections().isEmpty();
        };
    }
}
