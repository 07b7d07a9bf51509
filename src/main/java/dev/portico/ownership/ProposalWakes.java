package dev.portico.ownership;

import dev.portico.catalog.SourceLease;
import dev.portico.model.Problem;
import dev.portico.ownership.store.ProposalTable;
import dev.portico.platform.PorticoException;
import dev.portico.scm.RepoUrl;
import dev.portico.source.PullRequestListener;
import dev.portico.source.RepositoryRead;
import dev.portico.source.RunListener;
import dev.portico.source.Scan;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Has proposals looked at when their host tells of the request, or a run of a source sees another
/// commit of the repository. What is missed is seen at the next regular look.
@Singleton
final class ProposalWakes implements PullRequestListener, RunListener {
    private final ProposalTable table;
    private final Map<String, String> revisions = new ConcurrentHashMap<>();

    ProposalWakes(ProposalTable table) {
        this.table = table;
    }

    @Override
    public void changed(Set<String> repositories, long number) {
        Thread.ofVirtual().name("proposal-wake").start(() -> wake(repositories, number));
    }

    @Override
    public List<Problem> afterRun(SourceLease lease, Scan scan) {
        Set<String> changed = new TreeSet<>();
        for (RepositoryRead read : scan.repositories()) {
            String revision = read.revision();
            if (revision != null
                    && read.identity().contains("://")
                    && !revision.equals(revisions.put(read.identity(), revision))) {
                changed.add(RepoUrl.parse(read.identity()).pushKey());
            }
        }
        if (!changed.isEmpty()) {
            wake(changed, null);
        }
        return List.of();
    }

    private void wake(Collection<String> repositories, @Nullable Long number) {
        try {
            table.wake(repositories, number);
        } catch (PorticoException e) {
            Log.debugf("proposals not woken reason=%s", e.text());
        }
    }
}
