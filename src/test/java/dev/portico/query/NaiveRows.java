package dev.portico.query;

import dev.portico.model.Entity;
import dev.portico.platform.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The search rows of an entity, by the letter of the rules and with no thought of speed.
final class NaiveRows {
    private static final Set<String> SKIPPED =
            Set.of(
                    "attachments",
                    "relations",
                    "status",
                    "metadata.name",
                    "metadata.namespace",
                    "metadata.uid",
                    "metadata.etag");

    private final Map<String, Row> rows = new LinkedHashMap<>();

    static List<Row> of(Entity entity) {
        NaiveRows all = new NaiveRows();
        all.visit("", entity.json().fields());
        all.add("metadata.name", entity.name());
        all.add("metadata.namespace", entity.namespace());
        entity.uid().ifPresent(uid -> all.add("metadata.uid", uid));
        entity.relations().forEach(it -> all.add("relations." + it.type(), it.target().toString()));
        return new ArrayList<>(all.rows.values());
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private void visit(String path, @Nullable Object value) {
        if (SKIPPED.contains(path)) {
            return;
        }
        switch (value) {
            case Map<?, ?> map ->
                    map.forEach(
                            (key, it) -> visit(path.isEmpty() ? "" + key : path + "." + key, it));
            case List<?> list ->
                    list.forEach(
                            it -> {
                                visit(path, it);
                                if (it instanceof String text) {
                                    add(path + "." + text, "true");
                                }
                            });
            case null -> add(path, null);
            default -> add(path, JsonValues.scalarText(value));
        }
    }

    private void add(String path, @Nullable String value) {
        String key = lower(path);
        if (key.length() > 200 || key.indexOf('\0') >= 0) {
            return;
        }
        String kept = value == null || lower(value).length() > 200 ? null : value;
        Row row = new Row(key, kept == null ? null : lower(kept), kept);
        rows.putIfAbsent(key + '\0' + (row.value == null ? "null" : "=" + row.value), row);
    }

    /// One row: a key with a value in lower case and as it was written, both null for null.
    record Row(String key, @Nullable String value, @Nullable String original) {}
}
