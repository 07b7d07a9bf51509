package dev.portico.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRepositoriesTest {
    @TempDir Path folder;

    @Test
    void holdsTwelveTeamsAndSixtyComponentsInFourteenRepositories() throws IOException {
        new DemoRepositories(folder, 42).create();

        String all = everything();
        assertThat(count(all, "^kind: Group$")).isEqualTo(13);
        assertThat(count(all, "^kind: User$")).isEqualTo(48);
        assertThat(count(all, "^kind: Domain$")).isEqualTo(5);
        assertThat(count(all, "^kind: System$")).isEqualTo(12);
        assertThat(count(all, "^kind: Component$")).isEqualTo(61);
        assertThat(count(all, "^kind: API$")).isGreaterThan(30);
        assertThat(names("User", all)).doesNotHaveDuplicates();
        assertThat(names("Component", all).stream().filter("invoice-service"::equals)).hasSize(2);
        try (Stream<Path> repositories = Files.list(folder)) {
            assertThat(repositories)
                    .hasSize(14)
                    .allSatisfy(
                            path ->
                                    assertThat(path.resolve(".git/refs/heads/main"))
                                            .isRegularFile());
        }
    }

    @Test
    void holdsTheFaultsThatItIsMeantToHave() throws IOException {
        new DemoRepositories(folder, 42).create();

        assertThat(read("search/services/query-log/catalog-info.yaml"))
                .contains("\n   title: Query Log\n");
        assertThat(read("warehouse/services/sensor-ingest/catalog-info.yaml").split("---")[0])
                .doesNotContain("lifecycle");
        assertThat(read("payments/CODEOWNERS"))
                .contains("/services/dunning-service/ @acme/finance");
        assertThat(read("payments/services/dunning-service/catalog-info.yaml"))
                .contains("owner: payments");
    }

    @Test
    void givesTheSameCommitsForTheSameSeed() throws IOException {
        new DemoRepositories(folder.resolve("one"), 42).create();
        new DemoRepositories(folder.resolve("two"), 42).create();
        new DemoRepositories(folder.resolve("three"), 43).create();

        assertThat(commits("one")).isEqualTo(commits("two"));
        assertThat(commits("one")).isNotEqualTo(commits("three"));
    }

    @Test
    void leavesWhatIsThereAlone() throws IOException {
        new DemoRepositories(folder, 42).create();
        Path file = folder.resolve("org/catalog-info.yaml");
        Files.writeString(file, "changed by hand\n");

        new DemoRepositories(folder, 42).create();

        assertThat(Files.readString(file)).isEqualTo("changed by hand\n");
    }

    private Map<String, String> commits(String name) throws IOException {
        Map<String, String> commits = new TreeMap<>();
        try (Stream<Path> repositories = Files.list(folder.resolve(name))) {
            for (Path repository : repositories.toList()) {
                commits.put(
                        repository.getFileName().toString(),
                        Files.readString(repository.resolve(".git/refs/heads/main")));
            }
        }
        return commits;
    }

    private String everything() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.endsWith("catalog-info.yaml"))
                    .sorted()
                    .map(DemoRepositoriesTest::content)
                    .collect(Collectors.joining("---\n"));
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private static List<String> names(String kind, String yaml) {
        return Pattern.compile("(?m)^kind: " + kind + "\nmetadata:\n  name: (\\S+)$")
                .matcher(yaml)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).results().count();
    }
}
