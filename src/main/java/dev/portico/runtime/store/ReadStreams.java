package dev.portico.runtime.store;

import dev.portico.platform.json.JsonRecords;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import dev.portico.runtime.Deployment;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import dev.portico.runtime.RuntimeStream;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads what changed in the runtime state since a follower looked last.
@Singleton
public final class ReadStreams {
    private final Sql sql;

    public ReadStreams(Sql sql) {
        this.sql = sql;
    }

    /// How far a follower has read a stream.
    public record Mark(UUID id, long version) {}

    /// What changed in one stream.
    ///
    /// @param whole whether this is all there is, and what the follower knows counts no more
    public record Part(
            String source,
            String cluster,
            Mark mark,
            RuntimeStream.Status status,
            boolean whole,
            List<Observation> put,
            List<ObjectKey> gone) {}

    /// What changed.
    ///
    /// @param sources every stream there is
    /// @param deployments the newest of their environments
    /// @param position how far deployments were read
    /// @param allDeployments whether these are all there are
    public record Look(
            Set<String> sources,
            List<Part> parts,
            List<Deployment> deployments,
            long position,
            boolean allDeployments) {}

    /// Looks once, on one unchanging state of the database.
    ///
    /// @param marks how far each stream was read
    /// @param position how far deployments were read
    public Look look(Map<String, Mark> marks, long position) {
        return sql.onSnapshot(
                tx -> {
                    Set<String> sources = new HashSet<>();
                    List<Part> parts = new ArrayList<>();
                    for (Head head : heads(tx)) {
                        sources.add(head.source());
                        Mark known = marks.get(head.source());
                        if (!head.mark().equals(known)) {
                            parts.add(part(tx, head, known));
                        }
                    }
                    long latest =
                            tx.queryOne(
                                            "select coalesce(max(position), 0) from reported_deployment",
                                            row -> row.getLong(1))
                                    .orElse(0L);
                    boolean all = latest < position;
                    return new Look(
                            sources,
                            parts,
                            latest == position
                                    ? List.of()
                                    : DeploymentTable.newestSince(tx, all ? 0 : position),
                            latest,
                            all);
                });
    }

    private record Head(String source, String cluster, Mark mark, long purged, String status) {}

    private static List<Head> heads(Tx tx) throws SQLException {
        return tx.query(
                "select source, cluster, id, version, purged, status from runtime_stream",
                row ->
                        new Head(
                                row.getString("source"),
                                row.getString("cluster"),
                                new Mark(row.getObject("id", UUID.class), row.getLong("version")),
                                row.getLong("purged"),
                                row.getString("status")));
    }

    private static Part part(Tx tx, Head head, @Nullable Mark known) throws SQLException {
        boolean whole =
                known == null
                        || !known.id().equals(head.mark().id())
                        || known.version() < head.purged()
                        || known.version() > head.mark().version();
        List<Observation> put = new ArrayList<>();
        List<ObjectKey> gone = new ArrayList<>();
        tx.forEach(
                "select key, type, state from runtime_object where source = ? and version > ?"
                        + (whole ? " and state is not null" : ""),
                row -> {
                    String state = row.getString(3);
                    if (state == null) {
                        gone.add(StoredObservation.key(row.getString(1)));
                    } else {
                        StoredObservation.read(row.getString(2), state).ifPresent(put::add);
                    }
                },
                head.source(),
                known == null || whole ? -1L : known.version());
        return new Part(
                head.source(),
                head.cluster(),
                head.mark(),
                JsonRecords.read(RuntimeStream.Status.class, head.status()),
                whole,
                put,
                gone);
    }
}
