package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.portico.catalog.Admission.AllowedKind;
import dev.portico.catalog.Admission.LocationRule;
import dev.portico.catalog.KindRegistry;
import dev.portico.model.Kind;
import dev.portico.model.TrustLevel;
import dev.portico.platform.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateCommandTest {
    private static final String GOOD =
            """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: orders
            spec:
              type: service
              lifecycle: production
              owner: team-a
            """;

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makeRepository() throws IOException {
        Files.createDirectories(folder.resolve(".git"));
    }

    @Test
    void saysThatAFileIsGood() throws IOException {
        Path file = write("catalog-info.yaml", GOOD);
        assertThat(validate(file.toString())).isZero();
        assertThat(lines()).containsExactly("No problems: 1 good entity in 1 file.");
    }

    @Test
    void printsProblemsAsCompilersDo() throws IOException {
        Path file = write("catalog-info.yaml", GOOD.replace("orders", "Order Service"));
        assertThat(validate(file.toString())).isEqualTo(1);
        assertThat(lines())
                .containsExactly(
                        file
                                + ":4:9: error wrong-format: The value of metadata.name is not valid."
                                + " (found Order Service, allowed 1 to 63 letters, digits, '-', '_'"
                                + " and '.', beginning and ending with a letter or digit)",
                        "1 error, 0 warnings; 0 good entities in 1 file.");
    }

    @Test
    void printsAnnotationsForGitHub() throws IOException {
        Path file = write("a,b.yaml", "a: 100%\nb: [\n");
        assertThat(validate("--format", "github", file.toString())).isEqualTo(1);
        assertThat(lines().getFirst())
                .startsWith(
                        "::error file="
                                + folder
                                + "/a%2Cb.yaml,line=3,col=1,title=yaml-syntax::This is not valid YAML:");
    }

    @Test
    void escapesWhatGitHubWouldTakeForItsOwn() throws IOException {
        Path file = write("c.yaml", GOOD.replace("orders", "\"50%\\r\\n::error::x\""));
        validate("--format", "GITHUB", file.toString());
        assertThat(lines().getFirst()).contains("(found 50%25%0D%0A::error::x, allowed");
        assertThat(lines()).hasSize(2);
    }

    @Test
    void searchesFolders() throws IOException {
        write("a/catalog-info.yaml", GOOD);
        write("b/catalog-info.yml", GOOD.replace("orders", "pay"));
        write(".backstage/c.yaml", GOOD.replace("orders", "web"));
        write("node_modules/x/catalog-info.yaml", "broken: [");
        write("b/other.yaml", "broken: [");
        assertThat(validate(folder.toString())).isZero();
        assertThat(lines()).containsExactly("No problems: 3 good entities in 3 files.");
    }

    @Test
    void warnsOfAnUnknownKindWithoutAServer() throws IOException {
        Path file = write("catalog-info.yaml", GOOD.replace("Component", "Database"));
        assertThat(validate(file.toString())).isZero();
        assertThat(lines().getFirst())
                .startsWith(
                        file
                                + ":2:7: warning unknown-kind: There is no kind Database. Name a"
                                + " server with --server to check its kinds.");
    }

    @Test
    void warnsOfAnEntityInTwoFiles() throws IOException {
        write("a/catalog-info.yaml", GOOD);
        write("b/catalog-info.yaml", GOOD);
        assertThat(validate(folder.toString())).isZero();
        assertThat(lines().getFirst())
                .startsWith(folder + "/b/catalog-info.yaml:1:1: warning duplicate-entity:");
    }

    @Test
    void readsPlaceholdersWithinTheRepositoryOnly() throws IOException {
        String api =
                GOOD.replace("Component", "API")
                        .replace("  owner", "  definition: {$text: %s}\n  owner");
        write("a/api.txt", "text");
        assertThat(validate(write("a/1.yaml", api.formatted("./api.txt")).toString())).isZero();
        assertThat(validate(write("a/2.yaml", api.formatted("/a/api.txt")).toString())).isZero();
        assertThat(validate(write("a/3.yaml", api.formatted("./none.txt")).toString())).isOne();
        assertThat(validate(write("a/4.yaml", api.formatted("../../x.txt")).toString())).isOne();
        assertThat(lines())
                .anyMatch(line -> line.contains("'./none.txt': There is no such file."))
                .anyMatch(line -> line.contains("'../../x.txt': It is outside of the repository."));
        Files.createSymbolicLink(folder.resolve("a/link"), Path.of("/etc/hostname"));
        assertThat(validate(write("a/5.yaml", api.formatted("./link")).toString())).isOne();
        assertThat(validate(write("a/6.yaml", api.formatted("https://x.org/a")).toString()))
                .isZero();
        assertThat(lines().getLast())
                .isEqualTo(
                        "No problems: 1 good entity in 1 file. 1 placeholder at a URL not read.");
    }

    @Test
    void looksForTheTargetsOfLocations() throws IOException {
        write("b.yaml", GOOD);
        Path file =
                write(
                        "a.yaml",
                        """
                        apiVersion: backstage.io/v1alpha1
                        kind: Location
                        metadata: {name: all}
                        spec:
                          targets: [./b.yaml, ./none.yaml, ./*.yml, https://example.com/c.yaml]
                        """);
        assertThat(validate(file.toString())).isOne();
        assertThat(lines())
                .containsExactly(
                        file
                                + ":5:23: error missing-target: The location's target can't be read:"
                                + " There is no such file. (found ./none.yaml)",
                        "1 error, 0 warnings; 1 good entity in 1 file.");
    }

    @Test
    void answersTwoForAWrongCommand() throws IOException {
        assertThat(validate(folder.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("There is no file");
        assertThat(validate(Files.createDirectories(folder.resolve("empty")).toString()))
                .isEqualTo(2);
        assertThat(validate()).isEqualTo(2);
        assertThat(validate("--format", "xml", "x")).isEqualTo(2);
    }

    @Test
    void saysWhatWillFailWhenATemplateIsRun() throws IOException {
        Path file =
                write(
                        "template.yaml",
                        """
                        apiVersion: scaffolder.backstage.io/v1beta3
                        kind: Template
                        metadata:
                          name: service
                        spec:
                          type: service
                          parameters: {properties: {name: {type: string}}}
                          steps:
                            - action: acme:ticket
                              if: parameters.name
                        """);

        assertThat(validate(file.toString())).isZero();
        assertThat(lines())
                .containsExactly(
                        file
                                + ":7:35: warning unused-parameter: The parameter 'name' is asked for"
                                + " but never used. (found name)",
                        file
                                + ":9:15: warning unknown-action: There is no action 'acme:ticket'."
                                + " Name a server with --server to check its actions. (found"
                                + " acme:ticket)",
                        file
                                + ":10:11: warning constant-condition: The condition has no"
                                + " expression, so it is always true; write it as ${{"
                                + " parameters.name }}. (found parameters.name)",
                        "0 errors, 3 warnings; 1 good entity in 1 file.");
    }

    @Test
    void takesTheKindsAndRulesOfAServer() throws IOException {
        Kind database =
                new Kind(
                        "Database",
                        "databases",
                        List.of("backstage.io/v1alpha1"),
                        TrustLevel.CATALOG,
                        JsonObject.parse("{\"properties\":{\"spec\":{\"required\":[\"engine\"]}}}"),
                        List.of());
        LocationRule rule = new LocationRule(List.of(new AllowedKind("Database", null)), List.of());
        JsonObject answer =
                JsonObject.of(
                        Map.of(
                                "kinds", List.of(KindRegistry.document(database)),
                                "rules", List.of(rule.toJson())));
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/kinds",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(answer.toBytes());
                    exchange.close();
                });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            Path file = write("a.yaml", GOOD.replace("Component", "Database") + "---\n" + GOOD);
            assertThat(validate("--server", url, file.toString())).isOne();
        } finally {
            server.stop(0);
        }
        assertThat(lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .contains(
                                                ":5:1: error missing-field: The field spec.engine"),
                        line -> assertThat(line).contains(":11:7: warning not-allowed: No rule of"),
                        line ->
                                assertThat(line)
                                        .isEqualTo("1 error, 1 warning; 1 good entity in 1 file."));
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private int validate(String... arguments) {
        return new CommandLine(new ValidateCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }
}
