package dev.portico.api.graphql;

import dev.portico.catalog.Admission;
import dev.portico.catalog.CatalogWriter;
import dev.portico.catalog.Cause;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.Delta;
import dev.portico.catalog.DescriptorContent;
import dev.portico.catalog.DescriptorFile;
import dev.portico.catalog.Descriptors;
import dev.portico.catalog.KindRegistry;
import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.model.SourcePosition;
import dev.portico.model.TrustLevel;
import dev.portico.platform.sql.Sql;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The catalog that the tests of GraphQL ask about, written as a source would: everything stands in
/// the namespace `graphql`, so that it can be beside other entities.
@Singleton
final class StoredSample {
    static final String SOURCE = "git:https://git.example.com/acme/graphql";
    private static final String LOCATION = "https://git.example.com/acme/graphql/all.yaml";

    private final Sql sql;
    private final CatalogWriter writer;
    private long position = -1;

    StoredSample(Sql sql, CatalogWriter writer) {
        this.sql = sql;
        this.writer = writer;
    }

    /// Writes the sample when it is not there; answers the position that includes it.
    synchronized long position() {
        if (position < 0) {
            sql.inTransaction(
                    tx ->
                            tx.update(
                                    "insert into source (name, kind, class, fence) values (?,"
                                            + " 'git', ?, 1)",
                                    SOURCE,
                                    SourceClass.GIT.ordinal()));
            position = write(yaml());
        }
        return position;
    }

    /// Writes further documents, or new versions of these; answers the position that includes them.
    long write(String yaml) {
        return apply(read(yaml), List.of());
    }

    /// Removes the entities that stand in the documents.
    long remove(String yaml) {
        return apply(List.of(), read(yaml).stream().map(Declaration::key).toList());
    }

    /// With the fence as it is: no provider names the source, so a node may note that it is gone.
    private long apply(List<Declaration> upserts, List<Declaration.Key> removals) {
        long fence =
                sql.inTransaction(
                        tx ->
                                tx.queryOne(
                                                "select fence from source where name = ?",
                                                row -> row.getLong("fence"),
                                                SOURCE)
                                        .orElseThrow());
        SourceLease lease = new SourceLease(SOURCE, SourceClass.GIT, fence);
        Cause cause = new Cause(SOURCE, "c0ffee", "test");
        return writer.apply(Delta.of(lease, cause, upserts, removals)).position();
    }

    private static List<Declaration> read(String yaml) {
        DescriptorContent content =
                new Descriptors(KindRegistry.builtIn())
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
        return content.declarations();
    }

    private static String yaml() {
        StringBuilder yaml = new StringBuilder();
        add(yaml, "Domain", "trade", "{owner: team-0}");
        for (int i = 0; i < 4; i++) {
            add(yaml, "Group", "team-" + i, "{type: team, children: []}");
        }
        add(
                yaml,
                "User",
                "ann",
                "{memberOf: [team-0], profile: {displayName: Ann Example, email: ann@example.com}}");
        for (int i = 0; i < 6; i++) {
            add(yaml, "System", "system-" + i, "{owner: team-%d, domain: trade}".formatted(i % 4));
        }
        for (int i = 0; i < 12; i++) {
            add(
                    yaml,
                    "API",
                    "api-" + i,
                    "{type: openapi, lifecycle: production, owner: team-%d, system: system-%d, definition: '{}'}"
                            .formatted(i % 4, i % 6));
        }
        for (int i = 0; i < 120; i++) {
            add(yaml, "Component", "component-" + i, component(i));
        }
        return yaml.toString();
    }

    private static String component(int i) {
        return "{type: %s, lifecycle: production, owner: team-%d, system: system-%d, providesApis: [api-%d], dependsOn: [%s]}"
                .formatted(
                        i % 3 == 0 ? "website" : "service",
                        i % 4,
                        i % 6,
                        i % 12,
                        i == 0
                                ? "'resource:graphql/gone'"
                                : "'component:graphql/component-" + (i - 1) + "'");
    }

    static String component(String name, String spec) {
        StringBuilder yaml = new StringBuilder();
        add(yaml, "Component", name, spec);
        return yaml.toString();
    }

    private static void add(StringBuilder yaml, String kind, String name, String spec) {
        yaml.append(
                """
                ---
                apiVersion: backstage.io/v1alpha1
                kind: %s
                metadata: {name: %s, namespace: graphql, tags: [java], annotations: {example.com/a: b}}
                spec: %s
                """
                        .formatted(kind, name, spec));
    }
}
