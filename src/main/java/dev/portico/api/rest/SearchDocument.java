package dev.portico.api.rest;

import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.IndexedEntity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An entity as a document of Backstage's search, with the fields that its catalog collator makes,
/// and filters on these fields as filters on entities. Pure.
final class SearchDocument {
    static final String TYPE = "software-catalog";
    static final String LOCATION = "location";

    private static final String OTHER = "other";
    private static final String PREFIX = "/catalog/";

    private SearchDocument() {}

    static Map<String, Object> of(IndexedEntity indexed) {
        Entity entity = indexed.entity();
        JsonObject spec = entity.spec();
        String type = spec.text("type").orElse(OTHER);
        EntityRef ref = indexed.ref();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("title", entity.metadata().text("title").orElse(entity.name()));
        document.put("text", text(entity));
        document.put(LOCATION, PREFIX + ref.namespace() + '/' + ref.kind() + '/' + ref.name());
        document.put("componentType", type);
        document.put("type", type);
        document.put("namespace", entity.namespace());
        document.put("kind", entity.kind());
        document.put("lifecycle", spec.text("lifecycle").orElse(""));
        document.put("owner", spec.text("owner").orElse(""));
        return document;
    }

    /// The description, and of people and groups how to know them.
    private static String text(Entity entity) {
        List<String> texts = new ArrayList<>();
        texts.add(entity.metadata().text("description").orElse(""));
        String kind = entity.kind().toLowerCase(Locale.ROOT);
        JsonObject profile = entity.spec().object("profile");
        if (kind.equals("user") || kind.equals("group")) {
            profile.text("displayName").ifPresent(texts::add);
        }
        if (kind.equals("user")) {
            profile.text("email").ifPresent(texts::add);
        }
        return String.join(" : ", texts);
    }

    /// The entities whose document has one of the values in a field; none for a field that no
    /// document has, and for texts, which are for searching.
    static EntityFilter filter(String field, List<String> values) {
        return switch (field) {
            case "kind" -> new EntityFilter.In("kind", values);
            case "namespace" -> new EntityFilter.In("metadata.namespace", values);
            case "type", "componentType" -> orAbsent("spec.type", values, OTHER);
            case "lifecycle" -> orAbsent("spec.lifecycle", values, "");
            case "owner" -> orAbsent("spec.owner", values, "");
            case "title" ->
                    EntityFilter.or(
                            new EntityFilter.In("metadata.title", values),
                            EntityFilter.and(
                                    new EntityFilter.Not(new EntityFilter.Exists("metadata.title")),
                                    new EntityFilter.In("metadata.name", values)));
            case LOCATION ->
                    new EntityFilter.Refs(
                            values.stream()
                                    .map(SearchDocument::ref)
                                    .flatMap(Optional::stream)
                                    .toList());
            default -> EntityFilter.NONE;
        };
    }

    private static EntityFilter orAbsent(String key, List<String> values, String whenAbsent) {
        EntityFilter has = new EntityFilter.In(key, values);
        return values.contains(whenAbsent)
                ? EntityFilter.or(has, new EntityFilter.Not(new EntityFilter.Exists(key)))
                : has;
    }

    private static Optional<EntityRef> ref(String location) {
        String[] parts = location.startsWith(PREFIX) ? location.split("/", -1) : new String[0];
        return parts.length == 5
                        && !parts[2].isEmpty()
                        && !parts[3].isEmpty()
                        && !parts[4].isEmpty()
                ? Optional.of(new EntityRef(parts[3], parts[2], parts[4]))
                : Optional.empty();
    }
}
