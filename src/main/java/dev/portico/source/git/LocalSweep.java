package dev.portico.source.git;

import dev.portico.scm.LocalRef;
import dev.portico.scm.LocalRef.Head;
import dev.portico.source.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Notices that the branch of a local repository moved. It looks at the times of two folders per
/// repository, so that thousands cost little and no file is kept open, and reads the branch only
/// when these changed. Used by one thread.
final class LocalSweep {
    /// Times of files are coarse: a change that is younger may be followed by one with the same
    /// time.
    private static final long SETTLED_NANOS = 100_000_000;

    private final InstantSource clock;
    private final Map<String, Watched> watched = new HashMap<>();

    LocalSweep(InstantSource clock) {
        this.clock = clock;
    }

    private static final class Watched {
        private final LocalRef ref;
        private List<Long> stamps = List.of();
        private @Nullable Head head;

        Watched(LocalRef ref) {
            this.ref = ref;
        }
    }

    /// Replaces what is watched; what stays keeps what is known of it.
    void watch(List<Source> sources) {
        Map<String, Watched> now = new HashMap<>();
        for (Source source : sources) {
            if (source instanceof GitSource git
                    && git.root() instanceof Root.InRepository in
                    && in.url().isLocal()) {
                String name = git.info().name();
                Watched before = watched.get(name);
                if (before != null) {
                    now.put(name, before);
                } else {
                    Optional<LocalRef> ref = LocalRef.of(in.url().folder(), in.branch());
                    ref.ifPresent(found -> now.put(name, new Watched(found)));
                }
            }
        }
        watched.clear();
        watched.putAll(now);
    }

    /// Names of the sources whose branch moved since the last sweep.
    List<String> sweep() {
        List<String> moved = new ArrayList<>();
        watched.forEach(
                (name, one) -> {
                    if (moved(one)) {
                        moved.add(name);
                    }
                });
        return moved;
    }

    /// Whether the next sweep needs no look at any branch unless something changes.
    boolean settled() {
        sweep();
        return watched.values().stream().noneMatch(one -> one.stamps.isEmpty());
    }

    private boolean moved(Watched one) {
        Head before = one.head;
        List<Long> stamps = one.ref.stamps(before == null ? null : before.name());
        if (stamps.equals(one.stamps)) {
            return false;
        }
        Head now = one.ref.read();
        long limit = nanos() - SETTLED_NANOS;
        boolean settled = stamps.stream().allMatch(stamp -> stamp < limit);
        boolean sameRef = before != null && Objects.equals(before.name(), now.name());
        one.stamps = settled && sameRef ? stamps : List.of();
        one.head = now;
        return before != null && !before.equals(now);
    }

    private long nanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
