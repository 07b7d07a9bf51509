package dev.portico.api.rest;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.query.PageKey;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the pages of `GET /entities` stand: Backstage's `{limit, offset}`, and beside it the key
/// of the last row, so that deep pages cost no more than the first.
///
/// @param limit null for no limit
/// @param key null to count `offset` rows from the start
record AfterToken(@Nullable Integer limit, int offset, @Nullable PageKey key) {
    /// @param given what the request says beside the token; the token wins
    static AfterToken decode(String encoded, AfterToken given) {
        JsonObject json;
        try {
            json = Cursor.decodeJson(encoded);
        } catch (PorticoException e) {
            throw PorticoException.invalid("Malformed after cursor, could not be parsed");
        }
        Integer limit = number(json, "limit");
        Integer offset = number(json, "offset");
        if (limit != null && limit == 0) {
            throw PorticoException.invalid("Malformed after cursor, limit must be at least 1");
        }
        return new AfterToken(
                limit == null ? given.limit() : limit,
                offset == null ? given.offset() : offset,
                key(json));
    }

    private static @Nullable Integer number(JsonObject json, String key) {
        if (!json.has(key)) {
            return null;
        }
        if (json.value(key) instanceof Long value && value >= 0) {
            return (int) Math.min(value, Integer.MAX_VALUE);
        }
        throw PorticoException.invalid("Malformed after cursor, " + key + " was not a number");
    }

    private static @Nullable PageKey key(JsonObject json) {
        return json.text("uid")
                .map(
                        uid -> {
                            List<@Nullable String> values = new ArrayList<>();
                            for (@Nullable Object value : json.list("values")) {
                                values.add(value instanceof String text ? text : null);
                            }
                            return new PageKey(values, uid);
                        })
                .orElse(null);
    }

    private String encode() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (limit != null) {
            json.put("limit", limit);
        }
        json.put("offset", offset);
        if (key != null) {
            json.put("values", key.values());
            json.put("uid", key.uid());
        }
        return Base64.getEncoder().encodeToString(JsonValues.toBytes(json));
    }

    /// The request's own URL within Backstage's catalog router, leading on from here.
    String url(UriInfo uri) {
        List<String> pairs = new ArrayList<>();
        uri.getQueryParameters()
                .forEach(
                        (name, values) -> {
                            if (!name.equals("offset") && !name.equals("after")) {
                                values.forEach(value -> pairs.add(pair(name, value)));
                            }
                        });
        pairs.add(pair("after", encode()));
        return "/entities?" + String.join("&", pairs);
    }

    private static String pair(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                + '='
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
