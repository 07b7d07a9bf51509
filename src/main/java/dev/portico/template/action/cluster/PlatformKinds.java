package dev.portico.template.action.cluster;

import dev.portico.model.EntityFilter;
import dev.portico.model.SourceClass;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.query.PageRequest;
import dev.portico.runtime.ClusterState;
import dev.portico.runtime.PlatformApi;
import dev.portico.runtime.RuntimeFilter;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.runtime.Seen;
import dev.portico.source.SourceReport;
import dev.portico.source.Sources;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The kinds that teams may ask the platform for, from the definitions (XRDs) that clusters have.
/// Their schemas stand in the API entities that are made of them.
@Singleton
final class PlatformKinds {
    private static final int MOST = 1_000;

    private final CatalogQuery catalog;
    private final RuntimeQuery runtime;
    private final Supplier<List<SourceReport>> sources;

    @Inject
    PlatformKinds(CatalogQuery catalog, RuntimeQuery runtime, Sources sources) {
        this(catalog, runtime, sources::reports);
    }

    /// @param sources how each source is doing
    PlatformKinds(
            CatalogQuery catalog, RuntimeQuery runtime, Supplier<List<SourceReport>> sources) {
        this.catalog = catalog;
        this.runtime = runtime;
        this.sources = sources;
    }

    /// A kind and its schema.
    ///
    /// @param schema of the whole object (`openAPIV3Schema`)
    record PlatformKind(
            String group, String version, String kind, boolean namespaced, JsonObject schema) {
        String apiVersion() {
            return group + '/' + version;
        }
    }

    /// NOT_FOUND, with those there are, when no cluster offers the kind; UNAVAILABLE while that is
    /// not known yet; INVALID_INPUT when the API version must be said, or is another.
    PlatformKind require(String kind, @Nullable String apiVersion) {
        List<PlatformKind> named = all().stream().filter(each -> each.kind().equals(kind)).toList();
        List<PlatformKind> meant =
                named.stream()
                        .filter(each -> apiVersion == null || each.apiVersion().equals(apiVersion))
                        .toList();
        if (meant.isEmpty()) {
            requireAllRead(kind);
        }
        if (named.isEmpty()) {
            throw missing(kind);
        }
        if (meant.size() != 1) {
            List<String> known = named.stream().map(PlatformKind::apiVersion).distinct().toList();
            throw PorticoException.invalid(
                    (apiVersion == null
                                    ? "Several groups have the kind " + kind + "; give apiVersion: "
                                    : "The kind " + kind + " is not of " + apiVersion + " but of ")
                            + String.join(" or ", known)
                            + ".");
        }
        return meant.getFirst();
    }

    private List<PlatformKind> all() {
        // only what was made of a cluster's object: anybody may declare an API entity
        EntityFilter ofClusters =
                EntityFilter.and(
                        EntityFilter.equal("kind", "api"),
                        EntityFilter.equal("spec.type", "crd"),
                        new EntityFilter.Prefix(
                                "metadata.annotations.backstage.io/managed-by-location",
                                "kubernetes:"));
        List<PlatformKind> all = new ArrayList<>();
        for (IndexedEntity each : catalog.query(PageRequest.of(ofClusters, MOST)).entities()) {
            read(each.entity().spec().text("definition").orElse("")).ifPresent(all::add);
        }
        return all;
    }

    private static Optional<PlatformKind> read(String definition) {
        try {
            JsonObject spec = JsonObject.parse(definition).object("spec");
            return spec.objects("versions").stream()
                    .findFirst()
                    .map(
                            version ->
                                    new PlatformKind(
                                            spec.text("group").orElse(""),
                                            version.text("name").orElse(""),
                                            spec.object("names").text("kind").orElse(""),
                                            spec.text("scope").orElse("").equals("Namespaced"),
                                            version.object("schema").object("openAPIV3Schema")));
        } catch (PorticoException e) {
            return Optional.empty();
        }
    }

    /// A cluster is read in one go; until then nothing of it is known.
    private void requireAllRead(String kind) {
        Set<String> read =
                runtime.clusters().stream()
                        .filter(cluster -> cluster.objects() > 0)
                        .map(ClusterState::source)
                        .collect(Collectors.toSet());
        for (SourceReport each : sources.get()) {
            boolean isComing =
                    each.info().sourceClass() == SourceClass.KUBERNETES
                            && each.error() == null
                            && each.goneSince() == null;
            if (isComing && !read.contains(each.info().name())) {
                throw new PorticoException(
                        ErrorCode.UNAVAILABLE,
                        "%s is being read for the first time; whether it offers the kind %s is not known yet."
                                .formatted(each.info().name(), kind));
            }
        }
    }

    private PorticoException missing(String kind) {
        for (Seen<PlatformApi> each : runtime.platformApis(RuntimeFilter.ALL)) {
            PlatformApi api = each.observation();
            if (api.claimKind().isEmpty()
                    ? api.kind().equals(kind)
                    : api.claimKind().equals(kind)) {
                return new PorticoException(
                        ErrorCode.UNAVAILABLE,
                        "The cluster '%s' offers the kind %s; its schema is not in the catalog yet."
                                .formatted(each.cluster(), kind));
            }
            if (api.kind().equals(kind) && !api.claimKind().isEmpty()) {
                return PorticoException.invalid(
                        "The kind "
                                + kind
                                + " is asked for by its claim, "
                                + api.claimKind()
                                + ".");
            }
        }
        TreeSet<String> offered = new TreeSet<>();
        all().forEach(each -> offered.add(each.kind()));
        return PorticoException.notFound(
                "No cluster offers the kind "
                        + kind
                        + "; "
                        + (offered.isEmpty()
                                ? "no definition (XRD) of any is known."
                                : "there are " + String.join(", ", offered) + "."));
    }
}
