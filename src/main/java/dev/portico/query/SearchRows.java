package dev.portico.query;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Flattens an entity into its search rows, by the rules of Backstage's search table. Pure.
///
/// One rule differs: two keys that differ only in case (`Foo` and `foo`) are one key with the
/// values of both, where Backstage refuses the entity.
final class SearchRows {
    static final int MAX_LENGTH = 200;

    private static final Set<String> SKIPPED =
            Set.of(
                    "attachments",
                    "relations",
                    "status",
                    "metadata.name",
                    "metadata.namespace",
                    "metadata.uid",
                    "metadata.etag");

    private final List<SearchRow> rows = new ArrayList<>(64);
    private final Set<String> seen = new HashSet<>(128);

    private SearchRows() {}

    /// The rows of an entity that shows these relations.
    static List<SearchRow> of(JsonObject entity, List<ShownRelation> relations) {
        SearchRows result = new SearchRows();
        entity.fields().forEach(result::visit);
        JsonObject metadata = entity.object("metadata");
        result.add("metadata.name", metadata.value("name"));
        result.add(
                "metadata.namespace",
                metadata.text("namespace").orElse(EntityRef.DEFAULT_NAMESPACE));
        result.add("metadata.uid", metadata.value("uid"));
        relations.forEach(it -> result.add("relations." + it.type(), it.target()));
        return result.rows;
    }

    /// Lower case as keys and values are compared in, whatever the locale.
    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private void visit(String path, @Nullable Object value) {
        if (SKIPPED.contains(path)) {
            return;
        }
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, element) -> visit(path + '.' + key, element));
            case List<?> list -> {
                for (@Nullable Object element : list) {
                    visit(path, element);
                    if (element instanceof String text) {
                        add(path + '.' + text, Boolean.TRUE);
                    }
                }
            }
            case null, default -> add(path, value);
        }
    }

    private void add(String path, @Nullable Object scalar) {
        String key = lower(path);
        if (key.length() > MAX_LENGTH || key.indexOf('\0') >= 0) {
            return;
        }
        @Nullable String original = scalar == null ? null : JsonValues.scalarText(scalar);
        @Nullable String value = original == null ? null : lower(original);
        if (value != null && value.length() > MAX_LENGTH) {
            original = null;
            value = null;
        }
        if (seen.add(value == null ? key : key + '\0' + value)) {
            rows.add(new SearchRow(key, value, original));
        }
    }
}
