package dev.portico.api.graphql;

import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.platform.sql.Sql;
import dev.portico.runtime.Observation;
import dev.portico.runtime.RuntimeStream;
import dev.portico.runtime.RuntimeWriter;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A cluster that nobody follows, whose observations are written as its follower would.
@Singleton
final class StoredCluster {
    static final String NAME = "graphql";
    private static final String SOURCE = "kubernetes:" + NAME;

    private final Sql sql;
    private final RuntimeWriter writer;

    StoredCluster(Sql sql, RuntimeWriter writer) {
        this.sql = sql;
        this.writer = writer;
    }

    /// Writes observations and forgets all others of the cluster.
    void holds(Observation... observations) {
        RuntimeStream stream = stream();
        List<Observation> all = List.of(observations);
        stream.write(
                all,
                stream.known().stream()
                        .filter(key -> all.stream().noneMatch(it -> it.key().equals(key)))
                        .toList());
    }

    void status(@Nullable Instant staleSince, @Nullable String error, Map<String, String> unseen) {
        stream().status(new RuntimeStream.Status(staleSince, error, "v1.37.2", unseen));
    }

    /// With the fence as it is: no provider names the source, so a node may note that it is gone.
    private RuntimeStream stream() {
        long fence =
                sql.inTransaction(
                        tx -> {
                            tx.update(
                                    "insert into source (name, kind, class, fence)"
                                            + " values (?, 'kubernetes', ?, 1)"
                                            + " on conflict (name) do nothing",
                                    SOURCE,
                                    SourceClass.KUBERNETES.ordinal());
                            return tx.queryOne(
                                            "select fence from source where name = ?",
                                            row -> row.getLong("fence"),
                                            SOURCE)
                                    .orElseThrow();
                        });
        return writer.open(new SourceLease(SOURCE, SourceClass.KUBERNETES, fence), NAME);
    }
}
