package dev.portico.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.Declaration;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.KindRegistry;
import dev.portico.catalog.Reading;
import dev.portico.model.Problem;
import dev.portico.source.Scan;
import dev.portico.source.ScanRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFolderTest {
    @TempDir Path files;

    private final Map<String, FileRead> known = new HashMap<>();

    @Test
    void followsFilesThatComeChangeBreakAndGo() throws IOException {
        ClusterFolder folder = new ClusterFolder(files);
        String empty = folder.stamp();
        assertThat(scan(folder).present()).isEmpty();

        Path file = Files.writeString(files.resolve("eu.yaml"), document("https://eu.example.com"));
        Files.writeString(files.resolve("notes.txt"), "not a document");
        String added = folder.stamp();
        assertThat(added).isNotEqualTo(empty).doesNotContain("notes.txt");
        assertThat(url(only(scan(folder)))).contains("https://eu.example.com");
        assertThat(scan(folder).changed()).isEmpty();

        Files.writeString(file, document("https://eu-2.example.com"));
        assertThat(folder.stamp()).isNotEqualTo(added);
        assertThat(url(only(scan(folder)))).contains("https://eu-2.example.com");

        Files.writeString(file, "kind: Cluster\nmetadata: {name: [");
        Scan broken = scan(folder);
        assertThat(broken.present()).containsExactly(file.toString());
        Reading reading = only(broken);
        assertThat(reading.declarations()).isEmpty();
        // without a ref it is every document of the file that stays as it was
        assertThat(reading.rejections())
                .singleElement()
                .satisfies(
                        rejection -> {
                            assertThat(rejection.ref()).isNull();
                            assertThat(rejection.problems())
                                    .extracting(problem -> problem.position().file())
                                    .containsOnly("eu.yaml");
                        });

        Files.delete(file);
        assertThat(folder.stamp()).isEqualTo(empty);
        assertThat(scan(folder).present()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadStaysAndIsAProblem() throws IOException {
        Path file = Files.write(files.resolve("eu.yaml"), new byte[1_000_001]);

        Scan scan = scan(new ClusterFolder(files));

        assertThat(scan.present()).containsExactly(file.toString());
        assertThat(scan.changed()).isEmpty();
        assertThat(scan.problems())
                .extracting(Problem::message)
                .containsExactly("The file eu.yaml can't be read: it is larger than 1000000 bytes");
    }

    private Scan scan(ClusterFolder folder) {
        Scan scan = folder.scan(new ScanRequest(Map.copyOf(known), KindRegistry.builtIn()));
        scan.changed().forEach(each -> known.put(each.location(), each.read()));
        known.keySet().retainAll(scan.present());
        return scan;
    }

    private static Reading only(Scan scan) {
        assertThat(scan.changed()).hasSize(1);
        return scan.changed().getFirst();
    }

    private static String url(Reading reading) {
        assertThat(reading.rejections()).isEmpty();
        Declaration declaration = reading.declarations().getFirst();
        assertThat(declaration.ref()).hasToString("cluster:default/eu");
        return new String(declaration.document().json(), StandardCharsets.UTF_8);
    }

    private static String document(String url) {
        return """
        apiVersion: portico.dev/v1
        kind: Cluster
        metadata: {name: eu}
        spec: {owner: "group:default/ops", connection: {url: "%s"}}
        """
                .formatted(url);
    }
}
