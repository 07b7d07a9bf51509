package dev.portico.api.rest;

import dev.portico.catalog.Location;
import dev.portico.model.EntityFilter;
import dev.portico.platform.PorticoException;
import java.util.List;
import java.util.Locale;

/// Holds a filter of the predicate language against a registered location, which has the fields
/// `id`, `type`, `target` and `entityRef`.
final class LocationPredicate {
    private LocationPredicate() {}

    static boolean matches(EntityFilter filter, Location location) {
        return switch (filter) {
            // an empty $all holds for every entity, but for no location: as Backstage has it
            case EntityFilter.And(List<EntityFilter> parts) ->
                    !parts.isEmpty() && parts.stream().allMatch(part -> matches(part, location));
            case EntityFilter.Or(List<EntityFilter> parts) ->
                    parts.stream().anyMatch(part -> matches(part, location));
            case EntityFilter.Not(EntityFilter part) -> !matches(part, location);
            case EntityFilter.Kept kept -> matches(kept.part(), location);
            case EntityFilter.Exists(String key) -> !field(key, location).isEmpty();
            case EntityFilter.In(String key, List<String> values) ->
                    values.stream().anyMatch(field(key, location)::equalsIgnoreCase);
            case EntityFilter.Prefix(String key, String prefix) ->
                    field(key, location)
                            .toLowerCase(Locale.ROOT)
                            .startsWith(prefix.toLowerCase(Locale.ROOT));
            case EntityFilter.Related _, EntityFilter.Refs _ -> false;
        };
    }

    private static String field(String key, Location location) {
        return switch (key.toLowerCase(Locale.ROOT)) {
            case "id" -> location.id();
            case "type" -> location.type();
            case "target" -> location.target();
            case "entityref" -> location.entityRef().toString();
            default ->
                    throw PorticoException.invalid(
                            "Invalid filter predicate: locations have no field \""
                                    + key
                                    + "\", only id, type, target and entityRef");
        };
    }
}
