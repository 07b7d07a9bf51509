package dev.portico.api.rest;

import dev.portico.model.EntityFilter;
import dev.portico.platform.PorticoException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a search request asks for, in the brackets of Node's `qs`: `types[0]=…`,
/// `filters[kind]=…`, `filters[kind][]=…`. Parameters it does not know pass, as in Backstage.
///
/// @param page number of the page, from 0
/// @param limit results on a page
record SearchParameters(String term, EntityFilter filter, int page, int limit) {
    private static final int MAX_TERM = 100;
    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 100;
    private static final int LAST_OFFSET = 10_000;
    private static final Pattern TYPES = Pattern.compile("types(\\[[0-9]*])?");
    private static final Pattern FILTER = Pattern.compile("filters\\[([^\\[\\]]+)](\\[[0-9]*])?");

    static SearchParameters of(UriInfo uri) {
        MultivaluedMap<String, String> given = uri.getQueryParameters();
        Map<String, List<String>> filters = new LinkedHashMap<>();
        given.forEach(
                (name, values) -> {
                    Matcher filter = FILTER.matcher(name);
                    if (filter.matches()) {
                        filters.computeIfAbsent(filter.group(1), _ -> new ArrayList<>())
                                .addAll(values);
                    } else if (name.equals("filters") || name.startsWith("filters[")) {
                        throw invalid(
                                "The parameter '"
                                        + name
                                        + "' is no filter; write filters[kind]=Component, and"
                                        + " filters[kind][]=API for more values");
                    } else if (TYPES.matcher(name).matches()) {
                        checkTypes(values);
                    }
                });
        List<EntityFilter> parts = new ArrayList<>();
        filters.forEach((field, values) -> parts.add(SearchDocument.filter(field, values)));
        return new SearchParameters(
                term(single(given, "term")),
                new EntityFilter.And(parts),
                page(single(given, "pageCursor")),
                limit(single(given, "pageLimit")));
    }

    private static void checkTypes(List<String> types) {
        for (String type : types) {
            if (!type.equals(SearchDocument.TYPE)) {
                throw invalid(
                        "The type '"
                                + type
                                + "' is not searched here; the only one is "
                                + SearchDocument.TYPE);
            }
        }
    }

    private static @Nullable String single(MultivaluedMap<String, String> given, String name) {
        List<String> values = given.get(name);
        if (values != null && values.size() > 1) {
            throw PorticoException.invalid("request/query/" + name + " must be string");
        }
        return values == null || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    private static String term(@Nullable String given) {
        if (given != null && given.length() > MAX_TERM) {
            throw invalid(
                    "The term length \""
                            + given.length()
                            + "\" is greater than \""
                            + MAX_TERM
                            + "\"");
        }
        return given == null ? "" : given;
    }

    private static int limit(@Nullable String given) {
        if (given == null) {
            return DEFAULT_LIMIT;
        }
        if (!given.matches("[+-]?[0-9]{1,9}")) {
            throw PorticoException.invalid("request/query/pageLimit must be integer");
        }
        int limit = Integer.parseInt(given);
        if (limit > MAX_LIMIT) {
            throw invalid("The page limit \"" + limit + "\" is greater than \"" + MAX_LIMIT + "\"");
        }
        if (limit < 1) {
            throw invalid("The page limit \"" + limit + "\" is less than \"1\"");
        }
        return limit;
    }

    private static int page(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        try {
            String number =
                    new String(Base64.getDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (number.matches("[0-9]{1,5}")) {
                return Integer.parseInt(number);
            }
        } catch (IllegalArgumentException e) {
            throw wrongCursor();
        }
        throw wrongCursor();
    }

    private static PorticoException wrongCursor() {
        return invalid("The pageCursor is none that a search answered");
    }

    private static PorticoException invalid(String message) {
        return PorticoException.invalid("Invalid query string: " + message);
    }

    int offset() {
        return Math.multiplyExact(page, limit);
    }

    /// Whether the next page is not behind the last one that can be asked for.
    boolean canGoOn() {
        return offset() + limit <= LAST_OFFSET;
    }

    /// The cursor of a page near this one: base64 of its number, as upstream.
    String cursor(int step) {
        return Base64.getEncoder()
                .encodeToString(String.valueOf(page + step).getBytes(StandardCharsets.US_ASCII));
    }
}
