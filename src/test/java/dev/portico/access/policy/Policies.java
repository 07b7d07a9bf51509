package dev.portico.access.policy;

import dev.portico.access.Access;
import dev.portico.access.Directory;
import dev.portico.access.PolicyDocuments;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Policies in memory for tests; may be changed while somebody asks.
public final class Policies implements PolicyDocuments {
    private volatile Current current = new Current(1, Map.of());

    public static final Directory NOBODY =
            new Directory() {
                @Override
                public Set<String> groups(EntityRef user) {
                    return Set.of();
                }

                @Override
                public boolean exists(EntityRef user) {
                    return false;
                }

                @Override
                public Optional<EntityRef> find(String key, String value) {
                    return Optional.empty();
                }

                @Override
                public JsonObject profile(EntityRef user) {
                    return JsonObject.EMPTY;
                }

                @Override
                public long version() {
                    return 0;
                }
            };

    @Override
    public Current current() {
        return current;
    }

    /// The rules as YAML's flow style or block, one document.
    public void put(String name, String rules) {
        Map<String, JsonObject> documents = new LinkedHashMap<>(current.documents());
        documents.put("policy:default/" + name, document(name, rules));
        current = new Current(current.version() + 1, documents);
    }

    public static JsonObject document(String name, String rules) {
        Object parsed = Yaml.read(rules);
        return JsonObject.of(
                Map.of(
                        "apiVersion",
                        "portico.dev/v1",
                        "kind",
                        "Policy",
                        "metadata",
                        Map.of("name", name),
                        "spec",
                        Map.of("rules", parsed == null ? List.of() : parsed)));
    }

    /// @param shipped whether the policy that ships with the program counts
    public Access access(boolean shipped) {
        return new PolicyAccess(this, NOBODY, new PolicyFiles(shipped, List.of()));
    }
}
