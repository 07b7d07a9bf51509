package dev.portico.template.action.wait;

import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.runtime.Condition;
import dev.portico.runtime.Health;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.PlatformResource;
import dev.portico.runtime.RuntimeFilter;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.runtime.Seen;
import dev.portico.runtime.Verdict;
import dev.portico.runtime.Workload;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.WakeKeys;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `wait:resource-ready`.
@Singleton
final class WaitResourceReady
        extends WaitingAction<WaitResourceReady.Input, WaitResourceReady.Output> {
    record Input(
            @Describe(
                            "Ref of an entity, whose resources and workloads are meant; or give kind and name.")
                    @Nullable String entityRef,
            @Describe("Kind of the object, as PostgreSQLInstance or Deployment.")
                    @Nullable String kind,
            @Describe("Name of the object.") @Nullable String name,
            @Describe("API version of the object, where several groups have the kind.")
                    @Nullable String apiVersion,
            @Describe("Namespace of the object; any when left out.") @Nullable String namespace,
            @Describe("The cluster it is in; any when left out.") @Nullable String cluster,
            @Describe("How long to wait, as 30m; for ever when left out.")
                    @Nullable String timeout) {}

    record Output(@Describe("What is ready.") List<Resource> resources) {}

    record Resource(String cluster, String kind, String namespace, String name) {}

    /// One of the objects that are meant.
    private record Found(String cluster, ObjectKey key, boolean ready, String why) {}

    private final RuntimeQuery runtime;

    WaitResourceReady(RuntimeQuery runtime) {
        super(
                new About<>(
                        "wait:resource-ready",
                        "Waits until a claim or composite resource of Crossplane has the condition"
                                + " Ready, or a workload is healthy.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
        this.runtime = runtime;
    }

    @Override
    Look<Output> look(Input input, ActionContext context) {
        boolean byName = input.kind() != null && input.name() != null;
        if (byName == (input.entityRef() != null)) {
            throw PorticoException.invalid(
                    "Say what is to be ready: give either entityRef, or kind and name.");
        }
        @Nullable EntityRef entity =
                input.entityRef() == null ? null : EntityRef.parse(input.entityRef());
        Set<String> keys = new HashSet<>();
        if (entity != null) {
            keys.add(WakeKeys.runtime(entity));
        }
        if (input.kind() != null && input.name() != null) {
            keys.add(WakeKeys.object(input.kind(), input.name()));
        }
        List<Found> found = found(input, entity);
        found.forEach(each -> keys.add(WakeKeys.object(each.key().kind(), each.key().name())));
        if (found.isEmpty()) {
            return Look.notYet(
                    keys,
                    entity == null
                            ? "No " + input.kind() + " '" + input.name() + "' is known yet."
                            : "Nothing of " + entity + " is known to run yet.");
        }
        Optional<Found> notReady = found.stream().filter(each -> !each.ready()).findFirst();
        return notReady.isPresent()
                ? Look.notYet(keys, words(notReady.get()))
                : Look.yes(new Output(found.stream().map(WaitResourceReady::resource).toList()));
    }

    private List<Found> found(Input input, @Nullable EntityRef entity) {
        RuntimeFilter filter =
                new RuntimeFilter(
                        input.cluster(), input.namespace(), entity, null, List.of(), null);
        List<Found> found = new ArrayList<>();
        for (Seen<PlatformResource> each : runtime.platformResources(filter)) {
            PlatformResource resource = each.observation();
            boolean meant =
                    entity == null ? isNamed(input, resource.key()) : resource.parent() == null;
            if (meant) {
                found.add(found(each.cluster(), resource));
            }
        }
        for (Seen<Workload> each : runtime.workloads(filter)) {
            Workload workload = each.observation();
            if (entity != null || isNamed(input, workload.key())) {
                Verdict verdict = workload.verdict();
                found.add(
                        new Found(
                                each.cluster(),
                                workload.key(),
                                verdict.health() == Health.HEALTHY,
                                words(verdict)));
            }
        }
        return found;
    }

    private static boolean isNamed(Input input, ObjectKey key) {
        String apiVersion = input.apiVersion();
        String group =
                apiVersion == null
                        ? key.group()
                        : apiVersion.contains("/")
                                ? apiVersion.substring(0, apiVersion.indexOf('/'))
                                : "";
        return key.kind().equals(input.kind())
                && key.name().equals(input.name())
                && key.group().equals(group);
    }

    private Found found(String cluster, PlatformResource resource) {
        Optional<Condition> condition =
                resource.conditions().stream()
                        .filter(each -> each.type().equals("Ready"))
                        .findFirst();
        boolean ready =
                condition
                        .map(each -> each.status().equals("True"))
                        .orElse(resource.verdict().health() == Health.HEALTHY);
        Verdict worst =
                runtime.tree(cluster, resource.key())
                        .map(RuntimeQuery.Tree::worst)
                        .orElse(resource.verdict());
        return new Found(cluster, resource.key(), ready, words(worst));
    }

    private static String words(Verdict verdict) {
        return verdict.reason().isEmpty()
                ? verdict.health().name().toLowerCase(Locale.ROOT)
                : verdict.reason();
    }

    private static String words(Found found) {
        return "%s %s in %s is not ready: %s."
                .formatted(found.key().kind(), found.key().name(), found.cluster(), found.why());
    }

    private static Resource resource(Found found) {
        ObjectKey key = found.key();
        return new Resource(found.cluster(), key.kind(), key.namespace(), key.name());
    }

    @Override
    @Nullable String timeout(Input input) {
        return input.timeout();
    }
}
