package dev.portico.source.kubernetes;

import dev.portico.catalog.Reading;
import dev.portico.catalog.SourceLease;
import dev.portico.model.Problem;
import dev.portico.model.SourceClass;
import dev.portico.model.TrustLevel;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.runtime.ObjectKey;
import dev.portico.source.Scan;
import dev.portico.source.ScanRequest;
import dev.portico.source.Source;
import dev.portico.source.SourceInfo;
import dev.portico.source.kubernetes.mapping.KubernetesMappings;
import dev.portico.source.kubernetes.mapping.MappedWorkload;
import dev.portico.source.kubernetes.read.Draft;
import dev.portico.source.kubernetes.read.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A cluster as a source: followed while it is held, and asked for the entities it declares.
final class ClusterSource implements Source {
    private final FollowTools tools;
    private volatile ClusterSettings settings;
    private @Nullable SourceLease lease;
    private @Nullable ClusterFollower follower;

    ClusterSource(ClusterSettings settings, FollowTools tools) {
        this.settings = settings;
        this.tools = tools;
    }

    @Override
    public SourceInfo info() {
        ClusterSettings now = settings;
        return new SourceInfo(
                now.source(),
                "kubernetes",
                SourceClass.KUBERNETES,
                TrustLevel.CATALOG,
                now.reach() instanceof Reach.Address address ? address.url() : "",
                now.configured(),
                null);
    }

    /// What it is may have changed: then it is followed anew.
    synchronized void update(ClusterSettings now) {
        if (now.equals(settings)) {
            return;
        }
        settings = now;
        SourceLease held = lease;
        if (held != null) {
            hold(held);
            tools.changed(now.source());
        }
    }

    @Override
    public synchronized void hold(SourceLease newLease) {
        release();
        lease = newLease;
        follower = new ClusterFollower(settings, newLease, tools);
        follower.start();
    }

    @Override
    public synchronized void release() {
        if (follower != null) {
            follower.stop();
        }
        follower = null;
        lease = null;
    }

    private synchronized ClusterFollower.View view() {
        return follower == null ? ClusterFollower.View.NOTHING : follower.view();
    }

    /// What mapping documents make of workloads that don't declare an entity themselves.
    private List<Draft> mapped(
            ClusterFollower.View view, List<Draft> drafts, List<Problem> problems) {
        Set<ObjectKey> declared = new HashSet<>();
        drafts.forEach(draft -> declared.add(draft.object()));
        List<MappedWorkload> workloads = new ArrayList<>();
        for (Subject subject : view.subjects()) {
            if (!declared.contains(subject.workload().key())) {
                workloads.add(
                        new MappedWorkload(
                                settings.name(),
                                subject.workload(),
                                subject.namespaceLabels(),
                                subject.namespaceAnnotations()));
            }
        }
        KubernetesMappings.Result result = tools.mappings().apply(workloads);
        problems.addAll(result.problems());
        List<Draft> made = new ArrayList<>();
        result.documents()
                .forEach(
                        (key, entity) ->
                                made.add(new Draft(key, key.location(settings.name()), entity)));
        return made;
    }

    /// Whether it was listed completely and can be read now.
    boolean isListed() {
        ClusterFollower.View view = view();
        return view.trouble() == null && view.drafts() != null;
    }

    /// Whether the following ended by itself, because another node follows.
    synchronized boolean hasEnded() {
        return follower != null && follower.hasEnded();
    }

    /// Whether this node follows the cluster.
    synchronized boolean isHeld() {
        return follower != null;
    }

    /// The cluster's own Resource is always there; what its objects declare once all were listed,
    /// and until then it stays as it is.
    @Override
    public Scan scan(ScanRequest request) {
        ClusterFollower.View view = view();
        ClusterSettings now = settings;
        DraftReading reading = new DraftReading(now, request);
        Set<String> present = new HashSet<>();
        List<Draft> all = new ArrayList<>();
        all.add(ClusterEntity.of(now, view.url().isEmpty() ? info().url() : view.url()));
        List<Problem> problems = new ArrayList<>();
        List<Draft> drafts = view.drafts();
        if (view.trouble() == null && drafts != null) {
            all.addAll(drafts);
            all.addAll(mapped(view, drafts, problems));
        } else {
            present.addAll(request.known().keySet());
        }
        List<Reading> changed = reading.changed(all, present);
        if (view.trouble() != null && changed.isEmpty()) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The cluster '" + now.name() + "' can't be read. " + view.trouble());
        }
        return new Scan(null, changed, present, problems, Set.of());
    }
}
