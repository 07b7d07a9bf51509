package dev.portico.api.rest;

import static org.awaitility.Awaitility.await;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.CatalogWriter;
import dev.portico.catalog.Cause;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.Delta;
import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.platform.sql.Sql;
import dev.portico.query.CatalogQuery;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Changes in the running program, by a source that only the tests of `/api/changes` write.
@Singleton
class ChangesSample {
    static final String SOURCE = "git:https://git.example.com/acme/changes";
    private static final String FILE = "https://git.example.com/acme/changes/catalog-info.yaml";

    private final Sql sql;
    private final CatalogWriter writer;
    private final CatalogQuery query;

    ChangesSample(Sql sql, CatalogWriter writer, CatalogQuery query) {
        this.sql = sql;
        this.writer = writer;
        this.query = query;
    }

    /// Writes a component; answers the position, once reads reflect it.
    long put(String name, String owner) {
        return apply(List.of(CatalogFixture.component(FILE, name, owner)), List.of());
    }

    long remove(String name) {
        return apply(List.of(), List.of(CatalogFixture.component(FILE, name, "any").key()));
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
