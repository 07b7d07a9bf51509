package dev.portico.model;

import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// A catalog entity as the APIs show it: `apiVersion`, `kind`, `metadata`, `spec` and, once it
/// stands in the catalog, `metadata.uid`, `metadata.etag`, `relations` and maybe `status`.
public record Entity(JsonObject json) {
    public String apiVersion() {
        return json.text("apiVersion").orElse("");
    }

    /// The kind in the case the document wrote, as `Component`.
    public String kind() {
        return json.text("kind").orElse("");
    }

    public JsonObject metadata() {
        return json.object("metadata");
    }

    public JsonObject spec() {
        return json.object("spec");
    }

    public String name() {
        return metadata().text("name").orElse("");
    }

    public String namespace() {
        return metadata().text("namespace").orElse(EntityRef.DEFAULT_NAMESPACE);
    }

    public Optional<String> annotation(String name) {
        return metadata().object("annotations").text(name);
    }

    public Optional<String> uid() {
        return metadata().text("uid");
    }

    public Optional<String> etag() {
        return metadata().text("etag");
    }

    /// The relations as stored in the entity: this entity is the source of each.
    public List<Relation> relations() {
        EntityRef self = ref();
        return json.objects("relations").stream()
                .map(
                        relation ->
                                new Relation(
                                        self,
                                        relation.text("type").orElseThrow(),
                                        EntityRef.parse(relation.text("targetRef").orElseThrow())))
                .toList();
    }

    public EntityRef ref() {
        return new EntityRef(kind(), namespace(), name());
    }
}
