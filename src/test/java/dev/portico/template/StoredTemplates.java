package dev.portico.template;

import dev.portico.catalog.Admission;
import dev.portico.catalog.CatalogWriter;
import dev.portico.catalog.Cause;
import dev.portico.catalog.Delta;
import dev.portico.catalog.DescriptorContent;
import dev.portico.catalog.DescriptorFile;
import dev.portico.catalog.Descriptors;
import dev.portico.catalog.Kinds;
import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.model.SourcePosition;
import dev.portico.model.TrustLevel;
import dev.portico.platform.sql.Sql;
import dev.portico.query.CatalogQuery;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Writes documents with templates into the running program as a source would.
@Singleton
public final class StoredTemplates {
    static final String SOURCE = "git:https://git.example.com/acme/templates";
    private static final String LOCATION =
            "https://git.example.com/acme/templates/src/branch/main/all.yaml";

    private final Sql sql;
    private final CatalogWriter writer;
    private final CatalogQuery query;
    private final Kinds kinds;

    StoredTemplates(Sql sql, CatalogWriter writer, CatalogQuery query, Kinds kinds) {
        this.sql = sql;
        this.writer = writer;
        this.query = query;
        this.kinds = kinds;
    }

    /// Writes the documents and waits until reads show them.
    public synchronized void write(String yaml) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                "insert into source (name, kind, class, fence) values (?, 'git', ?,"
                                        + " 1) on conflict do nothing",
                                SOURCE,
                                SourceClass.GIT.ordinal()));
        DescriptorContent content =
                new Descriptors(kinds.current())
                        .read(
                                new DescriptorFile(
                                        yaml.getBytes(StandardCharsets.UTF_8),
                                        new SourcePosition(SOURCE, "all.yaml", "c0ffee", 1, 1, 1),
                                        LOCATION,
                                        Admission.of(TrustLevel.PLATFORM),
                                        Map.of(
                                                "backstage.io/managed-by-location",
                                                "url:" + LOCATION),
                                        Map.of(),
                                        null),
                                target -> {
                                    throw new IllegalStateException(target);
                                });
        if (!content.rejections().isEmpty()) {
            throw new IllegalStateException(content.rejections().toString());
        }
        long fence =
                sql.inTransaction(
                        tx ->
                                tx.queryOne(
                                                "select fence from source where name = ?",
                                                row -> row.getLong("fence"),
                                                SOURCE)
                                        .orElseThrow());
        long position =
                writer.apply(
                                Delta.of(
                                        new SourceLease(SOURCE, SourceClass.GIT, fence),
                                        new Cause(SOURCE, "c0ffee", "test"),
                                        content.declarations(),
                                        List.of()))
                        .position();
        query.awaitPosition(position, Duration.ofSeconds(20));
    }
}
