package dev.portico.source.kubernetes.mapping;

import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.Problem;
import dev.portico.model.SourcePosition;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.query.PageRequest;
import dev.portico.runtime.ObjectKey;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Applies the mapping documents of the catalog to workloads. Mappings go by their refs; the first
/// that is for a workload makes its entity.
@Singleton
public final class KubernetesMappings {
    /// The kind of mapping documents, in lower case.
    public static final String KIND = "kubernetesmapping";

    private static final int MAX_MAPPINGS = 1_000;
    private static final int MAX_PROBLEMS = 100;

    private final CatalogQuery query;
    private volatile Map<String, Read> known = Map.of();

    KubernetesMappings(CatalogQuery query) {
        this.query = query;
    }

    /// A mapping as it was read; without a mapping when it does not compile.
    private record Read(
            String etag, Optional<CompiledMapping> mapping, Optional<Problem> problem) {}

    /// @param documents entity documents by the workload they are made of
    /// @param problems mappings that are broken or fail on a workload, at most 100
    public record Result(Map<ObjectKey, JsonObject> documents, List<Problem> problems) {}

    /// What the workloads of a cluster become.
    public Result apply(Collection<MappedWorkload> workloads) {
        Map<String, Read> mappings = read();
        Map<ObjectKey, JsonObject> documents = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        mappings.values().forEach(read -> read.problem().ifPresent(problems::add));
        for (MappedWorkload workload : workloads) {
            for (Map.Entry<String, Read> entry : mappings.entrySet()) {
                Optional<JsonObject> document =
                        applied(entry.getKey(), entry.getValue(), workload, problems);
                if (document.isPresent()) {
                    documents.put(workload.workload().key(), document.get());
                    break;
                }
            }
        }
        return new Result(documents, List.copyOf(problems));
    }

    private static Optional<JsonObject> applied(
            String ref, Read read, MappedWorkload workload, List<Problem> problems) {
        try {
            return read.mapping().flatMap(mapping -> mapping.apply(workload));
        } catch (PorticoException e) {
            if (problems.size() < MAX_PROBLEMS) {
                problems.add(problem(ref, "On " + workload.workload().key() + ": " + e.text()));
            }
            return Optional.empty();
        }
    }

    private Map<String, Read> read() {
        Map<String, Read> before = known;
        Map<String, Read> now = new LinkedHashMap<>();
        query
                .query(PageRequest.of(EntityFilter.equal("kind", KIND), MAX_MAPPINGS))
                .entities()
                .stream()
                .sorted(Comparator.comparing(IndexedEntity::ref))
                .forEach(
                        it -> {
                            String ref = it.ref().toString();
                            Read old = before.get(ref);
                            now.put(
                                    ref,
                                    old != null && old.etag().equals(it.etag()) ? old : read(it));
                        });
        known = now;
        return now;
    }

    private static Read read(IndexedEntity indexed) {
        Entity entity = indexed.entity();
        try {
            return new Read(
                    indexed.etag(), Optional.of(CompiledMapping.of(entity)), Optional.empty());
        } catch (PorticoException e) {
            return new Read(
                    indexed.etag(),
                    Optional.empty(),
                    Optional.of(problem(indexed.ref().toString(), e.text())));
        }
    }

    private static Problem problem(String ref, String message) {
        return Problem.error(
                "kubernetes-mapping",
                "The mapping " + ref + " is not applied. " + message,
                "",
                new SourcePosition(ref, "", null, 1, 1, 1));
    }
}
