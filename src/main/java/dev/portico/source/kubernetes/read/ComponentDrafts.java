package dev.portico.source.kubernetes.read;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes entities of workloads whose annotations ask for it.
final class ComponentDrafts {
    private static final String SELECTOR = "backstage.io/kubernetes-label-selector";
    private static final String ID = "backstage.io/kubernetes-id";

    /// Labels that change from release to release, which no selector may name.
    private static final Set<String> PASSING =
            Set.of(
                    "app.kubernetes.io/version",
                    "helm.sh/chart",
                    "pod-template-hash",
                    "rollouts-pod-template-hash",
                    "controller-revision-hash");

    private final String cluster;
    private final NamespaceShelf namespaces;

    ComponentDrafts(String cluster, NamespaceShelf namespaces) {
        this.cluster = cluster;
        this.namespaces = namespaces;
    }

    Optional<Draft> of(WorkloadFacts facts) {
        CatalogAnnotations said = CatalogAnnotations.of(facts.metadata());
        if (!said.isAdded()) {
            return Optional.empty();
        }
        String kind = said.entityKind();
        DraftDocument document = new DraftDocument(kind).describe(said, facts.key().name());
        document.spec("type", said.text("component-type").orElse("service"));
        if (kind.equals("Component")) {
            document.spec("lifecycle", said.text("lifecycle").orElse("production"));
        }
        document.spec("owner", owner(said, facts.key().namespace()))
                .spec("system", said.text("system"))
                .spec("domain", said.text("domain"))
                .spec("dependsOn", said.list("dependsOn"));
        if (kind.equals("Component")) {
            document.spec("subcomponentOf", said.text("subcomponent-of"))
                    .spec("providesApis", said.list("providesApis"))
                    .spec("consumesApis", said.list("consumesApis"));
        }
        find(document, facts, said);
        return Optional.of(Draft.of(cluster, facts.key(), document.document()));
    }

    private String owner(CatalogAnnotations said, String namespace) {
        return said.owner()
                .or(() -> CatalogAnnotations.ofAny(namespaces.of(namespace)).owner())
                .orElse(DraftDocument.NO_OWNER);
    }

    /// Annotations by which the entity's objects are found.
    private static void find(DraftDocument document, WorkloadFacts facts, CatalogAnnotations said) {
        document.annotation("backstage.io/kubernetes-namespace", facts.key().namespace());
        String id = facts.metadata().labels().getOrDefault(ID, "");
        if (!id.isEmpty()) {
            document.annotation(ID, id);
        }
        said.text("kubernetes-label-selector")
                .or(() -> id.isEmpty() ? selector(facts) : Optional.empty())
                .ifPresent(selector -> document.annotation(SELECTOR, selector));
        String application = application(facts);
        if (!application.isEmpty()) {
            document.annotation("argocd/app-name", application);
        }
    }

    private static Optional<String> selector(WorkloadFacts facts) {
        TreeMap<String, String> labels = new TreeMap<>(facts.podLabels());
        labels.keySet().removeAll(PASSING);
        return labels.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        labels.entrySet().stream()
                                .map(label -> label.getKey() + '=' + label.getValue())
                                .collect(Collectors.joining(",")));
    }

    /// Argo CD writes `<app>:<group>/<kind>:<namespace>/<name>`, and `<namespace>_<app>` for
    /// Applications outside of its own namespace.
    private static String application(WorkloadFacts facts) {
        String tracking =
                facts.metadata().annotations().getOrDefault("argocd.argoproj.io/tracking-id", "");
        int colon = tracking.indexOf(':');
        String application = colon < 0 ? "" : tracking.substring(0, colon);
        return application.substring(application.indexOf('_') + 1);
    }
}
