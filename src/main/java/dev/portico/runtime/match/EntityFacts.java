package dev.portico.runtime.match;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What of an entity says which objects belong to it.
///
/// @param objects locations of the objects of clusters that declare it
/// @param kubernetesId empty for none, as the other texts
/// @param appNames of Argo CD, each as `name` or `namespace/name`
/// @param images names without tag
/// @param home repository that the source lives in, for a Component
/// @param declaredAt repository and folder of its descriptor, for a Component
public record EntityFacts(
        EntityRef ref,
        List<String> objects,
        String kubernetesId,
        String namespace,
        String cluster,
        @Nullable LabelSelector selector,
        List<String> appNames,
        @Nullable LabelSelector appSelector,
        List<String> images,
        String home,
        String declaredAt) {
    /// Below it stand annotations whose values are locations of objects; one for each, so that
    /// those of several clusters stand beside each other in the entity they make together.
    private static final String OBJECTS = "kubernetes.portico.dev/";

    public EntityFacts {
        objects = List.copyOf(objects);
        appNames = List.copyOf(appNames);
        images = List.copyOf(images);
    }

    public static EntityFacts of(Entity entity) {
        EntityRef ref = entity.ref();
        boolean component = ref.kind().equals("component");
        RepositoryPlace source =
                component ? place(entity, "backstage.io/source-location") : RepositoryPlace.NONE;
        RepositoryPlace declared =
                component
                        ? place(entity, "backstage.io/managed-by-location").parent()
                        : RepositoryPlace.NONE;
        RepositoryPlace home = source.isNone() ? declared : source;
        return new EntityFacts(
                ref,
                objects(entity),
                text(entity, "backstage.io/kubernetes-id"),
                text(entity, "backstage.io/kubernetes-namespace"),
                text(entity, "backstage.io/kubernetes-cluster"),
                selector(entity, "backstage.io/kubernetes-label-selector"),
                list(entity, "argocd/app-name"),
                selector(entity, "argocd/app-selector"),
                list(entity, "portico.dev/image"),
                home.repository().intern(),
                declared.isNone() ? "" : declared.repository() + ' ' + declared.folder());
    }

    private static List<String> objects(Entity entity) {
        List<String> locations = new ArrayList<>();
        entity.metadata()
                .object("annotations")
                .fields()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith(OBJECTS) && value instanceof String location) {
                                locations.add(location);
                            }
                        });
        return locations;
    }

    private static RepositoryPlace place(Entity entity, String annotation) {
        return RepositoryPlace.of(text(entity, annotation));
    }

    private static String text(Entity entity, String annotation) {
        return entity.annotation(annotation).map(String::trim).orElse("");
    }

    private static List<String> list(Entity entity, String annotation) {
        List<String> values = new ArrayList<>();
        Arrays.stream(text(entity, annotation).split("[,\n]"))
                .map(String::trim)
                .filter(value -> !value.isEmpty())
                .forEach(values::add);
        return values;
    }

    private static @Nullable LabelSelector selector(Entity entity, String annotation) {
        Optional<LabelSelector> selector = LabelSelector.parse(text(entity, annotation));
        return selector.orElse(null);
    }

    /// Whether an object at this place may be meant.
    boolean covers(String objectCluster, String objectNamespace) {
        return (namespace.isEmpty() || namespace.equals(objectNamespace))
                && (cluster.isEmpty() || cluster.equals(objectCluster));
    }

    /// The keys of [Clue]s that lead here, apart from the ref.
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (String location : objects) {
            keys.add(Clue.object(location.substring(location.indexOf('/') + 1)));
        }
        if (!kubernetesId.isEmpty()) {
            keys.add(Clue.id(kubernetesId));
        }
        appNames.forEach(name -> keys.add(Clue.application(name)));
        images.forEach(image -> keys.add(Clue.image(image)));
        if (!home.isEmpty()) {
            keys.add(Clue.repository(home));
        }
        if (!declaredAt.isEmpty()) {
            keys.add(Clue.folder(declaredAt));
        }
        return keys;
    }
}
