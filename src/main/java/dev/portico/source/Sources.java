package dev.portico.source;

import dev.portico.model.EntityRef;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What the edges and the command line may ask of the sources.
public interface Sources {
    /// All sources by name, with counts, from memory.
    List<SourceReport> reports();

    Optional<SourceReport> report(String name);

    /// As [#report] without the rejections, from memory.
    Optional<SourceReport> summary(String name);

    /// The sources that this node knows of, from memory.
    Collection<SourceInfo> infos();

    /// Waits until this node knows which sources there are, which it finds out within a second of
    /// its start, at most so long. At once on a node that reads none.
    void awaitKnown(Duration atMost) throws InterruptedException;

    /// Reads a source again soon; NOT_FOUND when there is none of that name.
    void refresh(String name, String actor);

    /// Reads the source of an entity again soon; NOT_FOUND when no source declares it.
    void refresh(EntityRef ref, String actor);

    /// Carries out the removals the guard holds; answers how many entities went. CONFLICT when
    /// nothing is held.
    long confirmRemovals(String source, String actor);

    /// Keeps what the guard holds until the source changes again.
    void rejectRemovals(String source, String actor);
}
