package dev.portico.source;

import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes objects into clusters by server-side apply, as field manager `portico`; doing so again
/// does no harm. A cluster takes none unless its settings open it (`allow-apply`), and then only in
/// the namespaces and of the kinds they name.
public interface ClusterApply {
    /// Names of the clusters that are open, in the order of their configuration.
    List<String> open();

    /// Lets the API server check all objects without storing any, and when it would take all of
    /// them applies one after the other, in their order.
    ///
    /// NOT_FOUND for a cluster that is not there; FORBIDDEN when the settings or the API server do
    /// not allow it; INVALID_INPUT for what is no object; UNPROCESSABLE, with the API server's
    /// reason, for an object it does not take; CONFLICT when somebody else manages a field of it;
    /// UPSTREAM_FAILED when the cluster does not answer. Messages never hold what stands in a
    /// Secret.
    ///
    /// @param each is told of each object after it was stored
    /// @return the objects as stored; in a dry run as they would be
    List<Applied> apply(Request request, Consumer<Applied> each) throws InterruptedException;

    /// @param cluster null for the only one that is open
    /// @param namespace where objects go that need one and name none
    /// @param force takes over fields that somebody else manages
    /// @param dryRun stores nothing
    record Request(
            @Nullable String cluster,
            List<JsonObject> objects,
            String namespace,
            boolean force,
            boolean dryRun) {
        public Request {
            objects = List.copyOf(objects);
        }
    }

    /// An object as the API server answered.
    ///
    /// @param namespace empty for an object of the cluster as a whole
    /// @param uid empty for one that is not there yet
    /// @param resourceVersion empty for one that is not there yet
    record Applied(
            String cluster,
            String apiVersion,
            String kind,
            String namespace,
            String name,
            String uid,
            String resourceVersion) {}
}
