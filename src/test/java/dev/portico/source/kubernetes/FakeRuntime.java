package dev.portico.source.kubernetes;

import dev.portico.catalog.SourceLease;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import dev.portico.runtime.RuntimeStream;
import dev.portico.runtime.RuntimeWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The runtime state of one cluster in memory.
final class FakeRuntime implements RuntimeWriter, RuntimeStream {
    final Map<ObjectKey, Observation> rows = new ConcurrentSkipListMap<>();
    final List<ObjectKey> written = new CopyOnWriteArrayList<>();
    volatile @Nullable Status status;

    /// What every call fails with; null for nothing.
    volatile @Nullable ErrorCode failure;

    @Override
    public RuntimeStream open(SourceLease lease, String cluster) {
        failIfTold();
        return this;
    }

    @Override
    public Set<ObjectKey> known() {
        return Set.copyOf(rows.keySet());
    }

    @Override
    public int write(Collection<? extends Observation> changed, Collection<ObjectKey> gone) {
        failIfTold();
        for (Observation observation : changed) {
            if (!observation.equals(rows.put(observation.key(), observation))) {
                written.add(observation.key());
            }
        }
        gone.forEach(rows::remove);
        return changed.size() + gone.size();
    }

    @Override
    public void status(Status now) {
        failIfTold();
        status = now;
    }

    private void failIfTold() {
        ErrorCode code = failure;
        if (code != null) {
            throw new PorticoException(code, "as the test wants");
        }
    }
}
