package dev.portico.template.action.wait;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.WakeKeys;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `wait:entity`.
@Singleton
final class WaitEntity extends WaitingAction<WaitEntity.Input, WaitEntity.Output> {
    record Input(
            @Describe("Ref of the entity, as component:default/orders.") String entityRef,
            @Describe(
                            value =
                                    "What must hold of it: by key, as spec.lifecycle, a value or a"
                                            + " list of those that are allowed.",
                            byDefault = "{}")
                    JsonObject filter,
            @Describe("How long to wait, as 30m; for ever when left out.")
                    @Nullable String timeout) {}

    record Output(
            @Describe("Ref of the entity.") String entityRef,
            @Describe("The entity.") JsonObject entity) {}

    private final CatalogQuery catalog;

    WaitEntity(CatalogQuery catalog) {
        super(
                new About<>(
                        "wait:entity",
                        "Waits until an entity stands in the catalog and, when there is a filter,"
                                + " until that holds of it.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
        this.catalog = catalog;
    }

    @Override
    Look<Output> look(Input input, ActionContext context) {
        EntityRef ref = EntityRef.parse(input.entityRef());
        EntityFilter filter = filter(input.filter());
        @Nullable IndexedEntity found = catalog.findAll(List.of(ref), filter).getFirst();
        if (found != null) {
            return Look.yes(new Output(ref.toString(), found.entity().json()));
        }
        String reason =
                catalog.find(ref).isPresent()
                        ? ref + " is there; waiting until " + words(input.filter()) + "."
                        : "Waiting until " + ref + " stands in the catalog.";
        return Look.notYet(Set.of(WakeKeys.entity(ref)), reason);
    }

    @Override
    @Nullable String timeout(Input input) {
        return input.timeout();
    }

    private static EntityFilter filter(JsonObject filter) {
        List<EntityFilter> parts = new ArrayList<>();
        filter.fields()
                .forEach((key, value) -> parts.add(new EntityFilter.In(key, texts(key, value))));
        return new EntityFilter.And(parts);
    }

    private static List<String> texts(String key, @Nullable Object value) {
        List<String> texts = new ArrayList<>();
        for (@Nullable Object each : value instanceof List<?> list ? list : listOf(value)) {
            if (each == null || each instanceof Map<?, ?> || each instanceof List<?>) {
                throw PorticoException.invalid(
                        "The filter's value of "
                                + key
                                + " must be a text, a number, true or false, or a list of these.");
            }
            texts.add(JsonValues.scalarText(each));
        }
        return texts;
    }

    private static List<@Nullable Object> listOf(@Nullable Object value) {
        List<@Nullable Object> one = new ArrayList<>();
        one.add(value);
        return one;
    }

    private static String words(JsonObject filter) {
        List<String> words = new ArrayList<>();
        filter.fields()
                .forEach(
                        (key, value) ->
                                words.add(key + " is " + String.join(" or ", texts(key, value))));
        return String.join(" and ", words);
    }
}
