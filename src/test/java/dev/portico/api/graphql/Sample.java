package dev.portico.api.graphql;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.NaiveCatalog;
import java.util.List;
import java.util.Map;

/// A catalog of 120 components in 6 systems of 2 domains, owned by 4 groups, with 12 APIs.
final class Sample {
    private Sample() {}

    static NaiveCatalog catalog() {
        NaiveCatalog catalog = new NaiveCatalog();
        for (int i = 0; i < 2; i++) {
            add(catalog, "Domain", "domain-" + i, Map.of("owner", "group-0"));
        }
        for (int i = 0; i < 4; i++) {
            add(catalog, "Group", "group-" + i, Map.of("type", "team", "children", List.of()));
        }
        add(catalog, "User", "ann", Map.of("memberOf", List.of("group-0")));
        relate(catalog, "user:default/ann", "memberOf", "group:default/group-0", "hasMember");
        for (int i = 0; i < 6; i++) {
            add(catalog, "System", "system-" + i, Map.of("owner", "group-" + i % 4));
            relate(
                    catalog,
                    "system:default/system-" + i,
                    "partOf",
                    "domain:default/domain-" + i % 2,
                    "hasPart");
        }
        for (int i = 0; i < 12; i++) {
            add(catalog, "API", "api-" + i, Map.of("type", "openapi", "definition", "{}"));
        }
        for (int i = 0; i < 120; i++) {
            String self = "component:default/component-" + i;
            add(
                    catalog,
                    "Component",
                    "component-" + i,
                    Map.of("type", i % 3 == 0 ? "website" : "service", "lifecycle", "production"));
            relate(catalog, self, "ownedBy", "group:default/group-" + i % 4, "ownerOf");
            relate(catalog, self, "partOf", "system:default/system-" + i % 6, "hasPart");
            relate(catalog, self, "providesApi", "api:default/api-" + i % 12, "apiProvidedBy");
            if (i > 0) {
                relate(
                        catalog,
                        self,
                        "dependsOn",
                        "component:default/component-" + (i - 1),
                        "dependencyOf");
            }
        }
        relate(
                catalog,
                "component:default/component-0",
                "dependsOn",
                "resource:default/gone",
                "dependencyOf");
        add(catalog, "Database", "ledger", Map.of("type", "postgres"));
        return catalog;
    }

    private static void add(NaiveCatalog catalog, String kind, String name, Map<String, ?> spec) {
        catalog.put(
                new Entity(
                        JsonObject.of(
                                Map.of(
                                        "apiVersion",
                                        "backstage.io/v1alpha1",
                                        "kind",
                                        kind,
                                        "metadata",
                                        Map.of(
                                                "name",
                                                name,
                                                "namespace",
                                                "default",
                                                "tags",
                                                List.of("java"),
                                                "annotations",
                                                Map.of(
                                                        "backstage.io/managed-by-location",
                                                        "url:x")),
                                        "spec",
                                        spec))));
    }

    private static void relate(
            NaiveCatalog catalog, String source, String type, String target, String reverse) {
        catalog.relate(
                new RelationPair(EntityRef.parse(source), type, EntityRef.parse(target), reverse));
    }
}
