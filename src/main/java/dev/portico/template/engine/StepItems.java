package dev.portico.template.engine;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.schema.JsonSchema;
import dev.portico.template.Step;
import dev.portico.template.action.ActionInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a step has to do: its action once, or once for each item. All inputs are rendered and
/// checked before the first is run.
final class StepItems {
    private final Renderer renderer;
    private final Scopes scopes;
    private final InputSchemas schemas;

    StepItems(Renderer renderer, Scopes scopes, InputSchemas schemas) {
        this.renderer = renderer;
        this.scopes = scopes;
        this.schemas = schemas;
    }

    /// @param key of the item; null for a step without `each`
    /// @param skipped whether its condition does not hold
    record Item(@Nullable String key, @Nullable Object value, JsonObject input, boolean skipped) {}

    /// INVALID_INPUT when `each` gives neither a list nor an object, or an input is not allowed.
    List<Item> of(Step step, ActionInfo action) {
        List<Item> items = new ArrayList<>();
        if (step.each() == null) {
            Renderer.Scope scope = scopes.secret("step " + step.id() + ", input");
            items.add(new Item(null, null, input(step, scope), false));
        } else {
            each(step)
                    .forEach(
                            (key, value) -> {
                                Renderer.Scope scope =
                                        scopes.item("step " + step.id() + ", input", key, value);
                                boolean runs =
                                        step.condition() == null
                                                || Scopes.truthy(
                                                        renderer.render(step.condition(), scope));
                                items.add(
                                        new Item(
                                                key,
                                                value,
                                                runs ? input(step, scope) : JsonObject.EMPTY,
                                                !runs));
                            });
        }
        check(items, action);
        return items;
    }

    private Map<String, @Nullable Object> each(Step step) {
        @Nullable Object each =
                renderer.render(step.each(), scopes.secret("step " + step.id() + ", each"));
        Map<String, @Nullable Object> items = new LinkedHashMap<>();
        switch (each) {
            case List<?> list -> {
                for (@Nullable Object value : list) {
                    items.put(String.valueOf(items.size()), value);
                }
            }
            case Map<?, ?> map -> map.forEach((key, value) -> items.put((String) key, value));
            case null, default ->
                    throw PorticoException.invalid(
                            "Invalid value on action %s.each parameter, \"%s\" cannot be resolved to a value"
                                    .formatted(step.action(), step.each()));
        }
        return items;
    }

    private JsonObject input(Step step, Renderer.Scope scope) {
        return renderer.render(step.input().fields(), scope) instanceof Map<?, ?> map
                ? JsonObject.of(map)
                : JsonObject.EMPTY;
    }

    private void check(List<Item> items, ActionInfo action) {
        JsonSchema schema = schemas.of(action);
        for (Item item : items) {
            if (item.skipped()) {
                continue;
            }
            List<JsonSchema.Violation> violations = schema.validate(item.input().fields());
            if (!violations.isEmpty()) {
                throw PorticoException.invalid(
                        "Invalid input passed to action %s%s, %s"
                                .formatted(
                                        action.id(),
                                        item.key() == null ? "" : "[" + item.key() + "]",
                                        String.join(
                                                ", ",
                                                violations.stream()
                                                        .map(StepItems::words)
                                                        .toList())));
            }
        }
    }

    private static String words(JsonSchema.Violation violation) {
        String place = violation.pointer().isEmpty() ? "input" : violation.pointer().substring(1);
        return place + ": " + violation.message();
    }
}
