package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import dev.portico.query.IndexedEntity;
import java.util.Locale;

/// Picks the type of the schema that an entity's kind has.
public final class EntityNodes {
    private EntityNodes() {}

    public static EntityNode of(IndexedEntity entity) {
        return of(entity.entity());
    }

    public static EntityNode of(Entity entity) {
        return switch (entity.kind().toLowerCase(Locale.ROOT)) {
            case "component" -> new ComponentNode(entity);
            case "api" -> new ApiNode(entity);
            case "resource" -> new ResourceNode(entity);
            case "system" -> new SystemNode(entity);
            case "domain" -> new DomainNode(entity);
            case "group" -> new GroupNode(entity);
            case "user" -> new UserNode(entity);
            case "location" -> new LocationNode(entity);
            case "template" -> new TemplateNode(entity);
            case "airesource" -> new AiResourceNode(entity);
            default -> new CustomEntityNode(entity);
        };
    }
}
