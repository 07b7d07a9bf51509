package dev.portico.template.action.catalog;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `catalog:fetch`: entities of the catalog as they are now.
@Singleton
final class CatalogFetch extends TypedAction<CatalogFetch.Input, CatalogFetch.Output> {
    private final CatalogQuery query;

    record Input(
            @Describe("Ref of the entity.") @Nullable String entityRef,
            @Describe("Refs of the entities.") @Nullable List<String> entityRefs,
            @Describe("Whether what does not exist is null, instead of a failure.")
                    @Nullable Boolean optional,
            @Describe("Kind of refs that name none.") @Nullable String defaultKind,
            @Describe("Namespace of refs that name none.") @Nullable String defaultNamespace) {}

    record Output(
            @Describe("The entity that entityRef names.") @Nullable Object entity,
            @Describe("The entities that entityRefs name, in that order.")
                    @Nullable List<Object> entities) {}

    CatalogFetch(CatalogQuery query) {
        super(
                new About<>(
                        "catalog:fetch",
                        "Answers entities of the catalog by their refs.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
        this.query = query;
    }

    @Override
    protected Outcome run(Input input, ActionContext context) {
        if (input.entityRef() == null && input.entityRefs() == null) {
            throw PorticoException.invalid("Missing entity reference or references");
        }
        Map<String, @Nullable Object> output = new HashMap<>();
        if (input.entityRef() != null) {
            output.put("entity", find(List.of(input.entityRef()), input).getFirst());
        }
        if (input.entityRefs() != null) {
            output.put("entities", find(input.entityRefs(), input));
        }
        return new Outcome.Done(JsonObject.of(output));
    }

    private List<@Nullable Object> find(List<String> names, Input input) {
        String namespace =
                input.defaultNamespace() == null
                        ? EntityRef.DEFAULT_NAMESPACE
                        : input.defaultNamespace();
        List<EntityRef> refs =
                names.stream()
                        .map(name -> EntityRef.parse(name, input.defaultKind(), namespace))
                        .toList();
        List<@Nullable Object> entities = new ArrayList<>();
        List<@Nullable IndexedEntity> found = query.findAll(refs, EntityFilter.ALL);
        for (int i = 0; i < refs.size(); i++) {
            @Nullable IndexedEntity entity = found.get(i);
            if (entity == null && !Boolean.TRUE.equals(input.optional())) {
                throw PorticoException.notFound("Entity " + refs.get(i) + " not found");
            }
            entities.add(entity == null ? null : entity.entity().json().fields());
        }
        return entities;
    }
}
