package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

/// The image of the packaged program, made upon nothing, so that no registry is asked.
class ImageIT {
    private static final Path TAR = Path.of("target/portico-image.tar").toAbsolutePath();

    @Test
    void holdsTheProgramForAnOrdinaryUser() throws Exception {
        Files.deleteIfExists(TAR);
        Process launcher =
                new ProcessBuilder("./portico", "image", "--base", "scratch", "--name", "p:1")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(launcher.getInputStream().readAllBytes());
        assertThat(launcher.waitFor()).as(said).isZero();

        Map<String, byte[]> blobs = new HashMap<>();
        each(Files.newInputStream(TAR), (entry, bytes) -> blobs.put(entry.getName(), bytes));
        JsonObject index = JsonObject.parse(blobs.get("index.json"));
        JsonObject reference = index.objects("manifests").getFirst();
        JsonObject manifest = JsonObject.parse(blob(blobs, reference));
        JsonObject config =
                JsonObject.parse(blob(blobs, manifest.object("config"))).object("config");
        Map<String, TarArchiveEntry> files = new TreeMap<>();
        for (JsonObject layer : manifest.objects("layers")) {
            each(
                    new GZIPInputStream(new ByteArrayInputStream(blob(blobs, layer))),
                    (entry, _) -> files.put(entry.getName(), entry));
        }

        assertThat(reference.object("annotations").text("org.opencontainers.image.ref.name"))
                .contains("p:1");
        assertThat(manifest.text("mediaType"))
                .contains("application/vnd.oci.image.manifest.v1+json");
        assertThat(config.text("User")).contains("10001:10001");
        assertThat(config.texts("Entrypoint"))
                .startsWith("java")
                .endsWith("-jar", "/app/quarkus-run.jar");
        assertThat(config.texts("Env"))
                .contains("PORTICO_DATA_DIR=/data", "QUARKUS_HTTP_HOST=0.0.0.0");
        assertThat(files)
                .containsKeys("app/quarkus-run.jar", "app/quarkus/", "app/lib/main/", "etc/passwd");
        assertThat(files.get("data/").getMode() & 0777).isEqualTo(0777);
        assertThat(files.keySet())
                .filteredOn(name -> name.startsWith("app/app/"))
                .hasSize(2)
                .allMatch(name -> name.endsWith("/") || name.contains("portico-"));
    }

    private static byte[] blob(Map<String, byte[]> blobs, JsonObject descriptor) {
        return blobs.get("blobs/" + descriptor.text("digest").orElseThrow().replace(':', '/'));
    }

    private interface Visitor {
        void visit(TarArchiveEntry entry, byte[] bytes);
    }

    private static void each(InputStream stream, Visitor visitor) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                visitor.visit(entry, tar.readAllBytes());
            }
        }
    }
}
