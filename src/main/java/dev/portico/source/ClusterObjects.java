package dev.portico.source;

import dev.portico.model.Entity;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks clusters themselves for the objects of an entity, as they are at this moment. A cluster
/// that does not answer within 5 seconds, and what the account may not read, is told beside what
/// the others answered. ConfigMaps and Secrets are never asked for.
public interface ClusterObjects {
    /// All clusters there are, in the order of their configuration.
    List<Cluster> clusters();

    /// What runs for an entity, told by its annotations, and by what links workloads to it where
    /// it has no such annotation. Clusters that have nothing and no failure are left out.
    List<Answer> workloads(Entity entity);

    /// Objects of these kinds that the entity's annotations tell. INVALID_INPUT when one of the
    /// kinds can't be a kind or may not be read.
    List<Answer> customResources(Entity entity, List<Kind> kinds);

    record Cluster(String name, @Nullable String title) {}

    /// @param group empty for the core group
    /// @param plural as in the path of the API, `rollouts`
    record Kind(String group, String version, String plural) {}

    record Answer(Cluster cluster, List<Objects> objects, List<Failure> failures) {
        public Answer {
            objects = List.copyOf(objects);
            failures = List.copyOf(failures);
        }
    }

    /// @param type the plural of the kind, or [#CUSTOM]
    /// @param objects as the API server has them, without `metadata.managedFields`
    record Objects(String type, List<JsonObject> objects) {
        public static final String CUSTOM = "customresources";

        public Objects {
            objects = List.copyOf(objects);
        }
    }

    /// Why something is missing.
    sealed interface Failure {
        /// The API server said no.
        ///
        /// @param status of HTTP
        /// @param path of the request, without its query
        record Refused(int status, String path) implements Failure {}

        /// There is no answer, or not all of it.
        ///
        /// @param message in a sentence
        record Missing(String message) implements Failure {}
    }
}
