package dev.portico.access;

import static org.awaitility.Awaitility.await;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.CatalogWriter;
import dev.portico.catalog.Cause;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.Delta;
import dev.portico.catalog.Provenance;
import dev.portico.catalog.SourceLease;
import dev.portico.catalog.StoredDocument;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.model.SourceClass;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import dev.portico.query.CatalogQuery;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Entities in the running program that tests of access ask about, by a source of their own.
@Singleton
public class AccessSample {
    static final String TEAM = "group:default/matrix-team";
    private static final String SOURCE = "git:https://git.example.com/acme/matrix";
    private static final String FILE = "https://git.example.com/acme/matrix/catalog-info.yaml";

    private final Sql sql;
    private final CatalogWriter writer;
    private final CatalogQuery query;

    AccessSample(Sql sql, CatalogWriter writer, CatalogQuery query) {
        this.sql = sql;
        this.writer = writer;
        this.query = query;
    }

    /// A component of [#TEAM], as the jobs of `acme/matrix` say; what it depends on need not exist.
    ///
    /// @param secret whether it is hidden from the blind
    long put(String name, boolean secret, String... dependsOn) {
        Declaration plain =
                CatalogFixture.component(
                        FILE,
                        name,
                        "matrix-team",
                        Map.of(
                                "title",
                                "Title of " + name,
                                "labels",
                                Map.of("secret", secret ? "yes" : "no", "suite", "access"),
                                "annotations",
                                Map.of(
                                        "backstage.io/source-location",
                                        "url:https://github.com/acme/matrix/tree/main/")));
        List<RelationPair> relations = new ArrayList<>(plain.relations());
        for (String target : dependsOn) {
            relations.add(
                    new RelationPair(
                            plain.ref(),
                            "dependsOn",
                            new EntityRef("component", "default", target),
                            "dependencyOf"));
        }
        return apply(
                List.of(
                        new Declaration(
                                plain.location(),
                                plain.ref(),
                                plain.document(),
                                relations,
                                plain.warnings(),
                                plain.provenance())),
                List.of());
    }

    /// A policy with one rule that hides a component from a user.
    long hide(String name, String user) {
        EntityRef ref = new EntityRef("policy", "default", "hide-" + name);
        Map<String, Object> rule =
                Map.of(
                        "who", Map.of("users", List.of(user)),
                        "may", List.of("catalog.entity.read"),
                        "on", Map.of("metadata.name", name),
                        "effect", "deny");
        JsonObject document =
                JsonObject.of(
                        Map.of(
                                "apiVersion",
                                "portico.dev/v1",
                                "kind",
                                "Policy",
                                "metadata",
                                Map.of("name", ref.name(), "namespace", "default"),
                                "spec",
                                Map.of("rules", List.of(rule))));
        return apply(
                List.of(
                        new Declaration(
                                FILE,
                                ref,
                                StoredDocument.of(document),
                                List.of(),
                                List.of(),
                                new Provenance("catalog-info.yaml", "c0ffee", 1, 1, null))),
                List.of());
    }

    long show(String name) {
        EntityRef ref = new EntityRef("policy", "default", "hide-" + name);
        return apply(List.of(), List.of(new Declaration.Key(FILE, ref)));
    }

    long remove(String name) {
        return apply(List.of(), List.of(CatalogFixture.component(FILE, name, "any").key()));
    }

    String uid(String name) {
        return query.find(new EntityRef("component", "default", name)).orElseThrow().uid();
    }

    long position() {
        return query.position();
    }

    /// Once a node has noted that no provider names the source: from then on nobody else writes to
    /// it, and its fence stays.
    private synchronized long apply(List<Declaration> upserts, List<Declaration.Key> removals) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                insert into source (name, kind, class, fence)
                                values (?, 'git', ?, 1) on conflict do nothing
                                """,
                                SOURCE,
                                SourceClass.GIT.ordinal()));
        await().atMost(Duration.ofSeconds(30)).until(() -> fence().isPresent());
        SourceLease lease = new SourceLease(SOURCE, SourceClass.GIT, fence().orElseThrow());
        Cause cause = new Cause(SOURCE, "c0ffee", "test");
        long position = writer.apply(Delta.of(lease, cause, upserts, removals)).position();
        query.awaitPosition(position, Duration.ofSeconds(20));
        return position;
    }

    private Optional<Long> fence() {
        return sql.inTransaction(
                tx ->
                        tx.queryOne(
                                """
                                select fence from source
                                where name = ? and gone_since is not null
                                """,
                                row -> row.getLong("fence"),
                                SOURCE));
    }
}
