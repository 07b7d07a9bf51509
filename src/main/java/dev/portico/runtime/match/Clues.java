package dev.portico.runtime.match;

import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.runtime.Application;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.PlatformResource;
import dev.portico.runtime.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What of an object may say which entity it belongs to, the surest first.
final class Clues {
    static final String ENTITY = "portico.dev/entity";
    private static final String ID = "backstage.io/kubernetes-id";
    private static final String TERASKY = "terasky.backstage.io/";
    private static final String SOURCE = "org.opencontainers.image.source";

    /// Where Argo CD keeps Applications that a tracking id names without a namespace.
    private static final String ARGO_NAMESPACE = "argocd";

    private final Map<String, String> labels;
    private final Map<String, String> annotations;
    private final List<Clue> clues = new ArrayList<>();

    private Clues(Map<String, String> labels, Map<String, String> annotations) {
        this.labels = labels;
        this.annotations = annotations;
    }

    /// What comes before an entity's selector of labels.
    static List<Clue> sure(Map<String, String> labels, Map<String, String> annotations) {
        Clues clues = new Clues(labels, annotations);
        clues.id("label", labels);
        clues.id("annotation", annotations);
        return clues.clues;
    }

    /// What comes behind it.
    static List<Clue> further(Workload workload) {
        Clues clues = new Clues(workload.labels(), workload.annotations());
        clues.terasky();
        clues.argo();
        for (String label : List.of("name", "instance", "part-of")) {
            clues.name("app.kubernetes.io/" + label, workload.key().namespace());
        }
        for (Workload.Image image : workload.images()) {
            clues.clues.add(Clue.of("image", image.name(), Clue.image(image.name())));
        }
        clues.repository("annotation", workload.annotations());
        clues.repository("label", workload.labels());
        return clues.clues;
    }

    static List<Clue> further(PlatformResource resource) {
        Clues clues = new Clues(resource.labels(), resource.annotations());
        clues.terasky();
        return clues.clues;
    }

    static Clue named(Application application) {
        ObjectKey key = application.key();
        return Clue.of(
                "Application",
                key.name(),
                Clue.application(key.name()),
                Clue.application(key.namespace() + '/' + key.name()));
    }

    static List<Clue> folders(Application application) {
        List<Clue> clues = new ArrayList<>();
        for (Application.Origin origin : application.sources()) {
            RepositoryPlace place = RepositoryPlace.of(origin.repoUrl());
            if (!place.isNone() && !origin.path().isEmpty()) {
                String folder =
                        origin.path().equals(".") ? "" : RepositoryPlace.trim(origin.path());
                String key = place.repository() + ' ' + folder;
                clues.add(
                        Clue.of(
                                "repository and path",
                                origin.repoUrl() + ' ' + origin.path(),
                                Clue.folder(key)));
            }
        }
        return clues;
    }

    /// The entity an annotation names; empty when it can't be read.
    static Optional<EntityRef> entity(String text) {
        try {
            return Optional.of(EntityRef.parse(text, "component", EntityRef.DEFAULT_NAMESPACE));
        } catch (PorticoException _) {
            return Optional.empty();
        }
    }

    private void id(String where, Map<String, String> from) {
        String id = from.getOrDefault(ID, "").trim();
        if (!id.isEmpty()) {
            clues.add(new Clue(where + ' ' + ID, id, List.of(), List.of(Clue.id(id)), true));
        }
    }

    private void terasky() {
        String name = annotations.getOrDefault(TERASKY + "name", "").trim();
        String namespace = annotations.getOrDefault(TERASKY + "backstage-namespace", "").trim();
        if (!name.isEmpty()) {
            String in = namespace.isEmpty() ? EntityRef.DEFAULT_NAMESPACE : namespace;
            clues.add(
                    Clue.naming(
                            "annotation " + TERASKY + "name",
                            name,
                            List.of(
                                    new EntityRef("component", in, name),
                                    new EntityRef("resource", in, name))));
        }
    }

    private void argo() {
        String tracking = annotations.getOrDefault("argocd.argoproj.io/tracking-id", "");
        int end = tracking.indexOf(':');
        if (end > 0) {
            application("annotation argocd.argoproj.io/tracking-id", tracking.substring(0, end));
        }
        application(
                "label argocd.argoproj.io/instance",
                labels.getOrDefault("argocd.argoproj.io/instance", ""));
    }

    /// @param text `name`, or `namespace_name`
    private void application(String rule, String text) {
        int underscore = text.indexOf('_');
        String name = text.substring(underscore + 1);
        String namespace = underscore < 0 ? ARGO_NAMESPACE : text.substring(0, underscore);
        if (!name.isEmpty()) {
            clues.add(
                    Clue.of(
                            rule,
                            text,
                            Clue.application(name),
                            Clue.application(namespace + '/' + name)));
        }
    }

    private void name(String label, String namespace) {
        String name = labels.getOrDefault(label, "");
        if (!name.isEmpty()) {
            List<EntityRef> refs = new ArrayList<>();
            refs.add(new EntityRef("component", EntityRef.DEFAULT_NAMESPACE, name));
            if (!namespace.isEmpty() && !namespace.equals(EntityRef.DEFAULT_NAMESPACE)) {
                refs.add(new EntityRef("component", namespace, name));
            }
            clues.add(Clue.naming("label " + label, name, refs));
        }
    }

    private void repository(String where, Map<String, String> from) {
        RepositoryPlace place = RepositoryPlace.of(from.getOrDefault(SOURCE, ""));
        if (!place.isNone()) {
            clues.add(
                    Clue.of(
                            where + ' ' + SOURCE,
                            from.getOrDefault(SOURCE, ""),
                            Clue.repository(place.repository())));
        }
    }
}
