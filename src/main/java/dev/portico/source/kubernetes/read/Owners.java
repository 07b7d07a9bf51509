package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import java.util.List;
import java.util.Optional;

/// Finds what an object belongs to.
final class Owners {
    private static final String KNATIVE = "serving.knative.dev";

    private Owners() {}

    /// The owner that controls an object, else its first; in the object's namespace.
    static Optional<ObjectKey> of(JsonObject object) {
        JsonObject metadata = object.object("metadata");
        List<JsonObject> references = metadata.objects("ownerReferences");
        return references.stream()
                .filter(reference -> Boolean.TRUE.equals(reference.value("controller")))
                .findFirst()
                .or(() -> references.stream().findFirst())
                .flatMap(reference -> key(reference, metadata.text("namespace").orElse("")));
    }

    /// The object that a reference with `apiVersion`, `kind` and `name` means.
    ///
    /// @param namespace where it is when the reference does not say
    static Optional<ObjectKey> key(JsonObject reference, String namespace) {
        String kind = reference.text("kind").orElse("");
        String name = reference.text("name").orElse("");
        if (kind.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ObjectKey(
                        Shared.text(group(reference.text("apiVersion").orElse(""))),
                        Shared.text(kind),
                        Shared.text(reference.text("namespace").orElse(namespace)),
                        name));
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /// The workload that runs a Pod. A ReplicaSet is named after its Deployment or Rollout and the
    /// hash of the template, which the Pod carries as a label.
    static Optional<ObjectKey> ofPod(JsonObject pod) {
        Optional<ObjectKey> owner = of(pod);
        if (owner.isEmpty() || !owner.get().kind().equals("ReplicaSet")) {
            return owner;
        }
        JsonObject labels = pod.object("metadata").object("labels");
        String rollouts = labels.text("rollouts-pod-template-hash").orElse("");
        String hash = rollouts.isEmpty() ? labels.text("pod-template-hash").orElse("") : rollouts;
        String name = owner.get().name();
        if (hash.isEmpty() || !name.endsWith('-' + hash)) {
            return Optional.empty();
        }
        return Optional.of(
                new ObjectKey(
                        rollouts.isEmpty() ? "apps" : "argoproj.io",
                        rollouts.isEmpty() ? "Deployment" : "Rollout",
                        owner.get().namespace(),
                        name.substring(0, name.length() - hash.length() - 1)));
    }

    /// The workload that a Job or Deployment is only a part of: a CronJob, or the Knative Service
    /// of a revision.
    static Optional<ObjectKey> whole(ObjectKey key, JsonObject object) {
        Optional<ObjectKey> owner = of(object);
        if (key.kind().equals("Job")) {
            return owner;
        }
        String service =
                object.object("metadata").object("labels").text(KNATIVE + "/service").orElse("");
        return key.kind().equals("Deployment")
                        && !service.isEmpty()
                        && owner.filter(revision -> revision.group().equals(KNATIVE)).isPresent()
                ? Optional.of(new ObjectKey(KNATIVE, "Service", key.namespace(), service))
                : Optional.empty();
    }
}
