package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import java.util.List;

/// Reads what is particular to one kind of workload.
interface WorkloadReader {
    /// What the controller is said to be doing while it has not seen the newest change.
    String BEHIND = "the newest change has not been taken up yet";

    String TO_ZERO = "scaled to zero";

    /// @param conditions of the object's status
    Standing read(JsonObject object, List<Condition> conditions);

    /// The template of its Pods; the empty object when it has none.
    default JsonObject template(JsonObject object) {
        return object.object("spec").object("template");
    }

    /// Hosts that the object itself names.
    default List<String> hosts(JsonObject object) {
        return List.of();
    }

    /// True when a Pod that failed says something about the workload as it is now; others replace
    /// such Pods and forget them.
    default boolean runsOnce() {
        return false;
    }
}
