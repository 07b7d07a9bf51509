package dev.portico.query;

import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What of an entity ranked search looks at: its names, a few facts, and prose. Pure.
record EntityText(List<Part> parts) {
    /// Prose behind this many characters is not looked at.
    static final int MAX_LENGTH = 10_000;

    private static final List<String> REFS = List.of("owner", "system", "domain");

    EntityText {
        parts = List.copyOf(parts);
    }

    /// How much a match counts.
    enum Weight {
        NAME,
        FACT,
        PROSE
    }

    /// One value.
    ///
    /// @param key path of the field it stands in
    record Part(String key, String value, Weight weight) {}

    static EntityText of(JsonObject entity) {
        List<Part> parts = new ArrayList<>();
        JsonObject metadata = entity.object("metadata");
        JsonObject spec = entity.object("spec");
        JsonObject profile = spec.object("profile");
        add(parts, "metadata.name", metadata.text("name"), Weight.NAME);
        add(parts, "metadata.title", metadata.text("title"), Weight.NAME);
        add(parts, "spec.profile.displayName", profile.text("displayName"), Weight.NAME);
        add(parts, "kind", entity.text("kind"), Weight.FACT);
        add(parts, "metadata.namespace", metadata.text("namespace"), Weight.FACT);
        for (String tag : metadata.texts("tags")) {
            parts.add(new Part("metadata.tags", tag, Weight.FACT));
        }
        add(parts, "spec.type", spec.text("type"), Weight.FACT);
        add(parts, "spec.lifecycle", spec.text("lifecycle"), Weight.FACT);
        for (String key : REFS) {
            add(parts, "spec." + key, spec.text(key).map(EntityText::name), Weight.FACT);
        }
        add(parts, "spec.profile.email", profile.text("email"), Weight.FACT);
        add(parts, "metadata.description", metadata.text("description"), Weight.PROSE);
        for (JsonObject link : metadata.objects("links")) {
            add(parts, "metadata.links.title", link.text("title"), Weight.PROSE);
            add(parts, "metadata.links.url", link.text("url"), Weight.PROSE);
        }
        return new EntityText(parts);
    }

    private static void add(List<Part> parts, String key, Optional<String> value, Weight weight) {
        value.filter(text -> !text.isBlank())
                .ifPresent(
                        text ->
                                parts.add(
                                        new Part(
                                                key,
                                                text.length() > MAX_LENGTH
                                                        ? text.substring(0, MAX_LENGTH)
                                                        : text,
                                                weight)));
    }

    /// The name in an entity ref, however short it is written.
    private static String name(String ref) {
        return ref.substring(Math.max(ref.lastIndexOf('/'), ref.lastIndexOf(':')) + 1);
    }
}
