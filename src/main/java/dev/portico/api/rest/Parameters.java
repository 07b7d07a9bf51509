package dev.portico.api.rest;

import dev.portico.platform.PorticoException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The query parameters of a request, checked as Backstage checks them against its OpenAPI
/// description: what is not known is rejected, with its messages.
final class Parameters {
    private final MultivaluedMap<String, String> values;

    private Parameters(MultivaluedMap<String, String> values) {
        this.values = values;
    }

    static Parameters of(UriInfo uri, String... known) {
        MultivaluedMap<String, String> values = uri.getQueryParameters();
        Set<String> names = Set.of(known);
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw PorticoException.invalid("Unknown query parameter '" + name + "'");
            }
        }
        return new Parameters(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /// Every value of a parameter that is given by repeating it.
    List<String> list(String name) {
        return values.containsKey(name) ? List.copyOf(values.get(name)) : List.of();
    }

    /// Every value of a parameter that may be repeated, comma separated, or both.
    List<String> commaList(String name) {
        List<String> parts = new ArrayList<>();
        for (String value : list(name)) {
            for (String part : value.split(",")) {
                if (!part.isBlank()) {
                    parts.add(part.trim());
                }
            }
        }
        return List.copyOf(parts);
    }

    /// The value of a parameter that may be given once and not be empty.
    @Nullable String text(String name) {
        List<String> given = list(name);
        if (given.isEmpty()) {
            return null;
        }
        if (given.size() > 1) {
            throw PorticoException.invalid("request/query/" + name + " must be string");
        }
        if (given.getFirst().isEmpty()) {
            throw PorticoException.invalid("Empty value found for query parameter '" + name + "'");
        }
        return given.getFirst();
    }

    @Nullable String oneOf(String name, String... allowed) {
        String value = text(name);
        if (value != null && !List.of(allowed).contains(value)) {
            throw PorticoException.invalid(
                    "request/query/"
                            + name
                            + " must be equal to one of the allowed values: "
                            + String.join(", ", allowed));
        }
        return value;
    }

    /// A whole number from 0.
    @Nullable Integer integer(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        if (!value.matches("[+-]?[0-9]+")) {
            throw PorticoException.invalid("request/query/" + name + " must be integer");
        }
        if (value.startsWith("-")) {
            throw PorticoException.invalid("request/query/" + name + " must be >= 0");
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }
}
