package dev.portico.source.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.Delta;
import dev.portico.catalog.KindRegistry;
import dev.portico.catalog.Reading;
import dev.portico.catalog.Rejection;
import dev.portico.catalog.SourceLease;
import dev.portico.model.EntityRef;
import dev.portico.model.SourceClass;
import dev.portico.source.Scan;
import dev.portico.source.ScanRequest;
import dev.portico.test.SampleRepo;
import dev.portico.test.SharedFiles;
import dev.portico.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real public catalog files, each committed to a repository of its own, read from there and
/// written to the catalog, get the verdict a real Backstage gave them.
class CorpusIngestTest {
    @TempDir Path folder;

    private final CatalogFixture catalog = new CatalogFixture(TestDatabase.fresh());

    @Test
    void ingestsTheCorpusWithTheVerdictsOfItsIndex() throws IOException {
        Path corpus = SharedFiles.require("corpus/catalog-info");
        List<String> differences = new ArrayList<>();
        int accepted = 0;
        int refused = 0;
        try (ScanFixture fixture = new ScanFixture(folder.resolve("data"))) {
            List<String> lines = Files.readAllLines(corpus.resolve("index.tsv"));
            for (int i = 1; i < lines.size(); i++) {
                String[] row = lines.get(i).split("\t", -1);
                String source = "git:" + row[0];
                ingest(fixture, source, i, Files.readString(corpus.resolve(row[0])));
                TreeSet<String> refs = new TreeSet<>();
                catalog.ledger.refs(source).forEach(ref -> refs.add(ref.toString()));
                List<Rejection> rejections = catalog.ledger.rejections(source, 1_000);
                boolean asExpected =
                        switch (row[11]) {
                            case "ok" ->
                                    rejections.isEmpty()
                                            && refs.equals(
                                                    new TreeSet<>(List.of(row[12].split("[, ]+"))));
                            case "error" -> !rejections.isEmpty();
                            default -> true;
                        };
                if (!asExpected) {
                    differences.add(row[0] + ": " + row[11] + " " + row[12] + "; we have " + refs);
                }
                accepted += row[11].equals("ok") ? 1 : 0;
                refused += row[11].equals("error") ? 1 : 0;
                catalog.writer.removeSource(source, "test");
            }
        }
        assertThat(differences).isEmpty();
        assertThat(accepted).isEqualTo(75);
        assertThat(refused).isEqualTo(61);
    }

    private void ingest(ScanFixture fixture, String source, int number, String text)
            throws IOException {
        SampleRepo repo = SampleRepo.create(folder.resolve("repo-" + number + ".git"));
        repo.change().put("catalog-info.yaml", text).commit();
        Scan scan =
                fixture.platform(repo.folder().toString())
                        .scan(new ScanRequest(Map.of(), KindRegistry.builtIn()));
        SourceLease lease = catalog.source(source, SourceClass.GIT);
        for (Reading reading : scan.changed()) {
            catalog.writer.apply(
                    new Delta(
                            lease,
                            CatalogFixture.cause(lease),
                            reading.declarations(),
                            List.of(),
                            List.of(),
                            List.<EntityRef>of(),
                            new Delta.Files(
                                    List.of(reading.read()), reading.rejections(), List.of())));
        }
    }
}
