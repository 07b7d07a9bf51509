package dev.portico.api.rest;

import dev.portico.catalog.Location;
import dev.portico.catalog.Locations;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.platform.PorticoException;
import dev.portico.source.LocationPreview;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Shows what registering a location would bring, in the form of Backstage's dry run.
@Singleton
final class LocationDryRun {
    private final LocationPreview preview;
    private final Locations locations;

    LocationDryRun(LocationPreview preview, Locations locations) {
        this.preview = preview;
        this.locations = locations;
    }

    /// INVALID_INPUT with every problem when one of the documents is not right.
    Map<String, Object> of(String type, String target) {
        LocationPreview.Preview found = preview.preview(type, target);
        List<Problem> errors = found.problems().stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            throw PorticoException.invalid(
                    errors.stream()
                            .map(LocationDryRun::sentence)
                            .collect(Collectors.joining(", ")));
        }
        requireDistinct(found.entities());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("exists", locations.findByTarget(type, target).isPresent());
        json.put("location", LocationJson.of(new Location(type + ":" + target, type, target)));
        json.put("entities", found.entities().stream().map(Entity::json).toList());
        return json;
    }

    private static String sentence(Problem problem) {
        return problem.position().shortForm() + " " + problem.message();
    }

    private static void requireDistinct(List<Entity> entities) {
        Set<EntityRef> refs = new HashSet<>();
        for (Entity entity : entities) {
            if (!refs.add(entity.ref())) {
                throw PorticoException.invalid("Duplicate nested entity: " + entity.ref());
            }
        }
    }
}
