package dev.portico.runtime;

import dev.portico.catalog.SourceLease;
import dev.portico.runtime.store.StreamTable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes streams of clusters to the database.
@Singleton
final class ClusterStreams implements RuntimeWriter {
    static final int AT_ONCE = 1_000;

    private final StreamTable table;

    ClusterStreams(StreamTable table) {
        this.table = table;
    }

    @Override
    public RuntimeStream open(SourceLease lease, String cluster) {
        return new Stream(lease, table.open(lease, cluster));
    }

    /// Knows a hash of all that is kept, so that what is equal needs no database.
    private final class Stream implements RuntimeStream {
        private final SourceLease lease;
        private final Map<ObjectKey, Long> hashes;
        private Status status;

        Stream(SourceLease lease, StreamTable.Opened opened) {
            this.lease = lease;
            this.hashes = opened.hashes();
            this.status = opened.status();
        }

        @Override
        public Set<ObjectKey> known() {
            return Set.copyOf(hashes.keySet());
        }

        @Override
        public int write(Collection<? extends Observation> changed, Collection<ObjectKey> gone) {
            int written = 0;
            List<StreamTable.Row> rows = new ArrayList<>();
            for (Observation observation : changed) {
                StreamTable.Row row = new StreamTable.Row(observation);
                Long known = hashes.get(row.key());
                if (known == null || known != row.hash()) {
                    rows.add(row);
                }
                if (rows.size() == AT_ONCE) {
                    written += flush(rows, List.of());
                }
            }
            List<ObjectKey> dead = new ArrayList<>();
            for (ObjectKey key : gone) {
                if (hashes.containsKey(key)) {
                    dead.add(key);
                }
                if (rows.size() + dead.size() >= AT_ONCE) {
                    written += flush(rows, dead);
                }
            }
            return written + flush(rows, dead);
        }

        private int flush(List<StreamTable.Row> rows, List<ObjectKey> gone) {
            if (rows.isEmpty() && gone.isEmpty()) {
                return 0;
            }
            int written = table.write(lease, new StreamTable.Batch(rows, gone));
            rows.forEach(row -> hashes.put(row.key(), row.hash()));
            gone.forEach(hashes::remove);
            rows.clear();
            if (!gone.isEmpty()) {
                gone.clear();
            }
            return written;
        }

        @Override
        public void status(Status now) {
            if (!now.equals(status)) {
                table.status(lease, now);
                status = now;
            }
        }
    }
}
