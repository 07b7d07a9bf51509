package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ApplicationSet;
import dev.portico.runtime.Condition;
import dev.portico.runtime.ObjectKey;
import java.util.List;

/// Reads ApplicationSets of Argo CD.
final class ApplicationSetReader {
    private ApplicationSetReader() {}

    static ApplicationSet read(ResourceKind kind, ObjectKey key, JsonObject object) {
        JsonObject status = object.object("status");
        List<Condition> conditions = Conditions.of(status);
        int listed =
                Math.max(
                        status.objects("resources").size(),
                        status.objects("applicationStatus").size());
        return new ApplicationSet(
                key,
                Numbers.whole(status, "resourcesCount", listed),
                ArgoVerdict.ofSet(status, conditions),
                conditions);
    }
}
