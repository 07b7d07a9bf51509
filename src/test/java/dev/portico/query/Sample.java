package dev.portico.query;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Entities that tests of the index speak of.
final class Sample {
    /// The interval of an index that compares itself with the database all the time.
    static final Duration ALWAYS = Duration.ofMillis(1);

    static final EntityRef ORDERS = EntityRef.parse("component:orders");
    static final EntityRef TEAM = EntityRef.parse("group:team");

    private Sample() {}

    static Entity component(String name, String... tags) {
        return entity("Component", name, tags);
    }

    static Entity entity(String kind, String name, String... tags) {
        EntityRef ref = new EntityRef(kind, "default", name);
        UUID uid = UUID.nameUUIDFromBytes(ref.toString().getBytes(StandardCharsets.UTF_8));
        JsonObject metadata =
                JsonObject.EMPTY
                        .with("name", name)
                        .with("namespace", "default")
                        .with("uid", uid.toString())
                        .with("tags", List.of(tags));
        return new Entity(
                JsonObject.EMPTY
                        .with("apiVersion", "backstage.io/v1alpha1")
                        .with("kind", kind)
                        .with("metadata", metadata)
                        .with("spec", Map.of("type", "service")));
    }

    static RelationPair ownedBy(Entity entity, EntityRef owner) {
        return new RelationPair(entity.ref(), "ownedBy", owner, "ownerOf");
    }
}
