package dev.portico.source.kubernetes;

import dev.portico.platform.PorticoException;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import dev.portico.runtime.RuntimeStream;
import dev.portico.source.kubernetes.read.Changes;
import io.quarkus.logging.Log;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What is to be written to the runtime state. Keeps what can't be written now. For one thread.
final class Outbox {
    private final RuntimeStream stream;
    private final Map<ObjectKey, Observation> changed = new LinkedHashMap<>();
    private final Set<ObjectKey> gone = new LinkedHashSet<>();

    /// Known from before this node took up the cluster, and not seen again yet.
    private final Set<ObjectKey> unconfirmed;

    private RuntimeStream.@Nullable Status written;

    /// UNAVAILABLE while the database is away.
    Outbox(RuntimeStream stream) {
        this.stream = stream;
        this.unconfirmed = new HashSet<>(stream.known());
    }

    void add(Changes changes) {
        for (Observation observation : changes.changed()) {
            changed.put(observation.key(), observation);
            gone.remove(observation.key());
            unconfirmed.remove(observation.key());
        }
        for (ObjectKey key : changes.gone()) {
            changed.remove(key);
            gone.add(key);
            unconfirmed.remove(key);
        }
    }

    /// Everything was listed: what was not seen is gone, but for what can't be told.
    void settle(Predicate<ObjectKey> undecided) {
        if (!unconfirmed.isEmpty()) {
            List<ObjectKey> missing = unconfirmed.stream().filter(undecided.negate()).toList();
            gone.addAll(missing);
            missing.forEach(unconfirmed::remove);
        }
    }

    boolean isEmpty() {
        return changed.isEmpty() && gone.isEmpty();
    }

    /// Writes everything; false when the database is away, and then it is kept. CONFLICT when
    /// another node follows the cluster.
    boolean write() {
        if (isEmpty()) {
            return true;
        }
        return attempt(
                () -> {
                    stream.write(List.copyOf(changed.values()), List.copyOf(gone));
                    changed.clear();
                    gone.clear();
                });
    }

    /// As [#write()].
    boolean status(RuntimeStream.Status status) {
        if (status.equals(written)) {
            return true;
        }
        return attempt(
                () -> {
                    stream.status(status);
                    written = status;
                });
    }

    private static boolean attempt(Runnable write) {
        try {
            write.run();
            return true;
        } catch (PorticoException e) {
            if (!e.code().retryable()) {
                throw e;
            }
            Log.debugf("runtime state waits reason=%s", e.text());
            return false;
        }
    }
}
