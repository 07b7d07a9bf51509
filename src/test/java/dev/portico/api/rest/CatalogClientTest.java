package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Runs npm's `@backstage/catalog-client` against the routes. It is installed by
/// `npm install --prefix src/test/node`.
@QuarkusTest
@Tag("real")
class CatalogClientTest {
    private static final Path FOLDER = Path.of("src", "test", "node");

    @Inject StoredRestSample sample;

    @TestHTTPResource("/")
    URI base;

    @Test
    void everyMethodOfTheClientWorks() throws Exception {
        if (!Files.isDirectory(FOLDER.resolve("node_modules/@backstage/catalog-client"))) {
            System.out.println(
                    "skipped: CatalogClientTest needs npm install --prefix src/test/node");
            abort("the client is not installed");
        }
        sample.put();

        Process node =
                new ProcessBuilder(
                                "node", "catalog-client.mjs", base.toString().replaceAll("/$", ""))
                        .directory(FOLDER.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(output).contains("ok getEntities").doesNotContain("not ok");
        assertThat(node.exitValue()).as(output).isZero();
    }
}
