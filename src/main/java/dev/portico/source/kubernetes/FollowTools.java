package dev.portico.source.kubernetes;

import dev.portico.platform.PorticoException;
import dev.portico.runtime.RuntimeWriter;
import dev.portico.source.SourceTrigger;
import dev.portico.source.kubernetes.mapping.KubernetesMappings;
import dev.portico.source.kubernetes.mapping.MappedWorkload;
import dev.portico.source.kubernetes.read.BookSettings;
import dev.portico.source.kubernetes.read.ClusterBook;
import dev.portico.source.kubernetes.read.Interest;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// What followers work with.
///
/// @param trigger asked for late, because the sources know their providers and not the other way
record FollowTools(
        RuntimeWriter writer,
        Supplier<SourceTrigger> trigger,
        Function<Collection<MappedWorkload>, KubernetesMappings.Result> mappings,
        List<Interest> workloads,
        boolean allowExec,
        boolean clusterSecrets,
        Clock clock) {
    FollowTools {
        workloads = List.copyOf(workloads);
    }

    ClusterBook book(String cluster) {
        return new ClusterBook(new BookSettings(cluster, workloads), clock);
    }

    void changed(String source) {
        try {
            trigger.get().changed(source, "watch");
        } catch (PorticoException e) {
            Log.debugf("change not told source=%s reason=%s", source, e.text());
        }
    }
}
