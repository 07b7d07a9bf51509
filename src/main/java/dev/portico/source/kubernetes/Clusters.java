package dev.portico.source.kubernetes;

import dev.portico.model.EntityFilter;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.query.PageRequest;
import dev.portico.source.kubernetes.mapping.KubernetesMappings;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All clusters there are now: those of the configuration, then those that Cluster documents of
/// platform sources name; of two with one name the first holds.
@Singleton
final class Clusters {
    private static final int MOST = 1_000;

    private final List<ClusterSettings> configured;
    private final ClusterReader reader;
    private final CatalogQuery query;
    private List<ClusterSettings> last;
    private long position = -1;
    private boolean complete;
    private Map<String, String> mappings = Map.of();
    private boolean mappingsChanged;

    Clusters(KubernetesConfig config, CatalogQuery query) {
        this.reader = new ClusterReader(config);
        this.configured = reader.configured();
        this.query = query;
        this.last = configured;
    }

    /// As they are now, or were last while the catalog can't be read.
    synchronized List<ClusterSettings> all() {
        try {
            long now = query.position();
            if (now != position || !complete) {
                Map<String, ClusterSettings> byName = new LinkedHashMap<>();
                configured.forEach(each -> byName.put(each.name(), each));
                for (IndexedEntity entity : documents("cluster")) {
                    ClusterSettings settings = reader.read(entity.entity());
                    byName.putIfAbsent(settings.name(), settings);
                }
                last = List.copyOf(byName.values());
                mappings();
                position = now;
            }
            complete = true;
        } catch (PorticoException e) {
            if (!e.code().retryable()) {
                throw e;
            }
            complete = false;
        }
        return last;
    }

    private List<IndexedEntity> documents(String kind) {
        return query.query(PageRequest.of(EntityFilter.equal("kind", kind), MOST)).entities();
    }

    private void mappings() {
        Map<String, String> now = new LinkedHashMap<>();
        documents(KubernetesMappings.KIND)
                .forEach(each -> now.put(each.ref().toString(), each.etag()));
        mappingsChanged |= !now.equals(mappings);
        mappings = now;
    }

    /// Whether mapping documents came, went or changed since this was asked last.
    synchronized boolean mappingsChanged() {
        boolean changed = mappingsChanged;
        mappingsChanged = false;
        return changed;
    }

    /// Whether the last answer is all there is.
    synchronized boolean complete() {
        return complete;
    }
}
