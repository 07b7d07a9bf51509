package dev.portico.template.engine;

import dev.portico.template.store.Announce;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The keys that tasks wait for, kept in memory, so that a change which nobody waits for costs
/// nothing. Each node is told of every key when a task begins to wait for it; those that nobody
/// waits for any more go when all are read anew.
///
/// A key that comes a moment later than the change it stands for is not missed: who begins to wait
/// looks once more.
final class WaitedKeys {
    /// A signal may have been lost.
    private static final Duration READ_ANEW = Duration.ofSeconds(20);

    private final Supplier<Set<String>> stored;
    private Set<String> known = new HashSet<>();
    private Set<String> meanwhile = new HashSet<>();
    private long readAt;
    private boolean read;

    WaitedKeys(Supplier<Set<String>> stored) {
        this.stored = stored;
    }

    /// Takes what [TaskSignals] passes on.
    synchronized void told(String what, String keys) {
        if (what.equals(Announce.WAIT)) {
            if (keys.equals(Announce.MANY)) {
                read = false;
            } else {
                List<String> more = keys.lines().toList();
                known.addAll(more);
                meanwhile.addAll(more);
            }
        }
    }

    /// Those of the keys that somebody waits for. Throws what reading them throws.
    Set<String> among(Set<String> keys) {
        if (mustRead()) {
            try {
                keep(new HashSet<>(stored.get()));
            } catch (RuntimeException e) {
                readAgain();
                throw e;
            }
        }
        return those(keys);
    }

    private synchronized void readAgain() {
        read = false;
    }

    private synchronized boolean mustRead() {
        if (read && System.nanoTime() - readAt < READ_ANEW.toNanos()) {
            return false;
        }
        read = true;
        readAt = System.nanoTime();
        meanwhile = new HashSet<>();
        return true;
    }

    private synchronized void keep(Set<String> all) {
        all.addAll(meanwhile);
        known = all;
    }

    private synchronized Set<String> those(Set<String> keys) {
        Set<String> those = new HashSet<>(keys);
        those.retainAll(known);
        return those;
    }
}
