package dev.portico.api.rest;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a by-query request stands and all that it asked for: base64 of the JSON that Backstage's
/// server writes and its client looks into (with a `query` inside, the client goes on with POST).
///
/// @param orderFields only the first counts
/// @param query the predicate, or null for every entity
/// @param isPrevious whether it leads backwards
/// @param orderFieldValues sort value and uid (uid alone without a sort field) of the row to go on
///     from; null at the start
/// @param firstSortFieldValues the same of the very first row; null at the start
/// @param totalItems as counted for the first page; null when not counted yet
record Cursor(
        List<OrderField> orderFields,
        @Nullable FullText fullText,
        @Nullable JsonObject query,
        boolean isPrevious,
        @Nullable List<@Nullable String> orderFieldValues,
        @Nullable List<@Nullable String> firstSortFieldValues,
        @Nullable Long totalItems) {
    Cursor {
        orderFields = List.copyOf(orderFields);
    }

    /// A field to sort by, as the caller wrote it.
    record OrderField(String field, boolean descending) {
        static OrderField of(String field, @Nullable String order) {
            if (order != null && !order.equals("asc") && !order.equals("desc")) {
                throw PorticoException.invalid("Invalid order field order, must be asc or desc");
            }
            return new OrderField(field, "desc".equals(order));
        }

        private JsonObject json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("field", field);
            json.put("order", descending ? "desc" : "asc");
            return JsonObject.of(json);
        }
    }

    /// A text to look for.
    ///
    /// @param fields null for the default: the sort field, else the uid
    record FullText(String term, @Nullable List<String> fields) {}

    /// A first request.
    static Cursor start(
            List<OrderField> orderFields, @Nullable FullText fullText, @Nullable JsonObject query) {
        return new Cursor(orderFields, fullText, query, false, null, null, null);
    }

    boolean isStart() {
        return firstSortFieldValues == null;
    }

    /// The key to sort by, or null to sort by uid.
    @Nullable OrderField sort() {
        return orderFields.isEmpty() ? null : orderFields.getFirst();
    }

    List<String> fullTextKeys() {
        if (fullText != null && fullText.fields() != null) {
            return fullText.fields();
        }
        OrderField sort = sort();
        return List.of(sort == null ? "metadata.uid" : sort.field().toLowerCase(Locale.ROOT));
    }

    Cursor at(
            List<@Nullable String> values,
            List<@Nullable String> first,
            boolean backwards,
            long total) {
        return new Cursor(orderFields, fullText, query, backwards, values, first, total);
    }

    String encode() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("orderFields", orderFields.stream().map(OrderField::json).toList());
        json.put("isPrevious", isPrevious);
        putIfThere(json, "query", query);
        if (fullText != null) {
            Map<String, @Nullable Object> text = new LinkedHashMap<>();
            text.put("term", fullText.term());
            putIfThere(text, "fields", fullText.fields());
            json.put("fullTextFilter", text);
        }
        putIfThere(json, "orderFieldValues", orderFieldValues);
        putIfThere(json, "firstSortFieldValues", firstSortFieldValues);
        putIfThere(json, "totalItems", totalItems);
        return Base64.getEncoder().encodeToString(JsonValues.toBytes(json));
    }

    private static void putIfThere(
            Map<String, @Nullable Object> json, String key, @Nullable Object value) {
        if (value != null) {
            json.put(key, value);
        }
    }

    static Cursor decode(String encoded) {
        if (encoded.isEmpty()) {
            throw PorticoException.invalid("Cursor cannot be empty");
        }
        JsonObject json = decodeJson(encoded);
        List<OrderField> orders = new ArrayList<>();
        for (JsonObject order : json.objects("orderFields")) {
            String direction = order.text("order").orElseThrow(() -> malformed("orderFields"));
            String field = order.text("field").orElseThrow(() -> malformed("orderFields"));
            orders.add(OrderField.of(field, direction));
        }
        if (!(json.value("isPrevious") instanceof Boolean backwards)) {
            throw malformed("isPrevious");
        }
        List<@Nullable String> values = values(json, "orderFieldValues");
        if (values == null || values.size() != (orders.isEmpty() ? 1 : 2)) {
            throw malformed("orderFieldValues");
        }
        return new Cursor(
                orders,
                fullText(json),
                query(json),
                backwards,
                values,
                values(json, "firstSortFieldValues"),
                json.value("totalItems") instanceof Number total ? total.longValue() : null);
    }

    /// Accepts base64 and base64url, with or without padding, as Node does.
    static JsonObject decodeJson(String encoded) {
        try {
            String standard = encoded.trim().replace('-', '+').replace('_', '/').replace(' ', '+');
            byte[] bytes = Base64.getDecoder().decode(standard.replaceAll("=+$", ""));
            return JsonObject.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw PorticoException.invalid("Malformed cursor: it is not base64");
        } catch (PorticoException e) {
            throw PorticoException.invalid("Malformed cursor: " + e.text());
        }
    }

    private static @Nullable FullText fullText(JsonObject json) {
        JsonObject text = json.object("fullTextFilter");
        return text.isEmpty()
                ? null
                : new FullText(
                        text.text("term").orElseThrow(() -> malformed("fullTextFilter")),
                        text.has("fields") ? text.texts("fields") : null);
    }

    private static @Nullable JsonObject query(JsonObject json) {
        @Nullable JsonObject query = json.has("query") ? json.object("query") : null;
        if (!json.has("filter")) {
            return query;
        }
        JsonObject filter = SearchFilterTree.toPredicate(json.object("filter"));
        return query == null ? filter : JsonObject.of(Map.of("$all", List.of(filter, query)));
    }

    private static @Nullable List<@Nullable String> values(JsonObject json, String key) {
        if (!json.has(key)) {
            return null;
        }
        List<@Nullable String> values = new ArrayList<>();
        for (@Nullable Object value : json.list(key)) {
            if (value != null && !(value instanceof String)) {
                throw malformed(key);
            }
            values.add((String) value);
        }
        return Collections.unmodifiableList(values);
    }

    private static PorticoException malformed(String property) {
        return PorticoException.invalid(
                "Malformed cursor: the property " + property + " is missing or wrong");
    }
}
