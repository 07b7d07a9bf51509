package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.platform.json.JsonObject;
import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/// The fields that all kinds share. It does not implement [EntityNode] itself, or it would become
/// a type of the schema.
public abstract class BaseNode {
    private static final Comparator<Relation> ORDER =
            Comparator.comparing(Relation::type).thenComparing(Relation::target);

    private final Entity entity;
    private final EntityRef entityRef;
    private final List<Relation> relations;

    BaseNode(Entity entity) {
        this.entity = entity;
        this.entityRef = entity.ref();
        this.relations = entity.relations().stream().sorted(ORDER).toList();
    }

    /// What the node shows.
    public Entity entity() {
        return entity;
    }

    /// The identity, parsed.
    public EntityRef entityRef() {
        return entityRef;
    }

    /// The relations, sorted by type and target.
    public List<Relation> relations() {
        return relations;
    }

    /// The targets of the relations of a type whose kind is one of these (any when empty), sorted.
    public List<EntityRef> targets(String type, Set<String> kinds) {
        return relations.stream()
                .filter(relation -> relation.type().equals(type))
                .map(Relation::target)
                .filter(target -> kinds.isEmpty() || kinds.contains(target.kind()))
                .toList();
    }

    /// The node itself, which every concrete type hands out of [EntityNode].
    public BaseNode base() {
        return this;
    }

    /// One annotation.
    public Optional<String> annotation(String key) {
        return entity.annotation(key);
    }

    /// One label.
    public Optional<String> label(String key) {
        return entity.metadata().object("labels").text(key);
    }

    public String getId() {
        return getUid();
    }

    public String getUid() {
        return entity.uid().orElse("");
    }

    public String getRef() {
        return entityRef.toString();
    }

    public String getKind() {
        return entity.kind();
    }

    public String getApiVersion() {
        return entity.apiVersion();
    }

    public String getName() {
        return entity.name();
    }

    public String getNamespace() {
        return entity.namespace();
    }

    @Nullable
    public String getTitle() {
        return entity.metadata().text("title").orElse(null);
    }

    @Nullable
    public String getDescription() {
        return entity.metadata().text("description").orElse(null);
    }

    public JsonValue getLabels() {
        return Json.of(entity.metadata().object("labels"));
    }

    public JsonValue getAnnotations() {
        return Json.of(entity.metadata().object("annotations"));
    }

    @Description("metadata.tags")
    public List<@NonNull String> getTags() {
        return entity.metadata().texts("tags");
    }

    @Description("metadata.links")
    public List<@NonNull LinkNode> getLinks() {
        return entity.metadata().objects("links").stream().map(LinkNode::from).toList();
    }

    public JsonValue getSpec() {
        return Json.of(entity.spec());
    }

    public JsonValue getMetadata() {
        return Json.of(entity.metadata());
    }

    public JsonValue getJson() {
        return Json.of(entity.json());
    }

    @Description("What is wrong with the entity now; empty when nothing is.")
    public List<@NonNull StatusNode> getStatus() {
        return entity.json().object("status").objects("items").stream()
                .map(StatusNode::from)
                .toList();
    }

    public String getEtag() {
        return entity.etag().orElse("");
    }

    public ProvenanceNode getProvenance() {
        return ProvenanceNode.of(entity);
    }

    JsonObject spec() {
        return entity.spec();
    }

    @Nullable
    String specText(String key) {
        return entity.spec().text(key).orElse(null);
    }
}
