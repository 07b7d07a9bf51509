package dev.portico.template.expression;

import dev.portico.platform.json.JsonValues;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The filters that Backstage's scaffolder adds to the language: `parseRepoUrl`, `parseEntityRef`,
/// `pick` and `projectSlug`.
public final class BackstageFilters {
    private static final List<String> PARTS =
            List.of("owner", "repo", "organization", "workspace", "project");

    private static final Pattern HOST = Pattern.compile("[^\\s<>^|%\\[\\]:@]+(?::[0-9]{1,5})?");

    private final Function<String, Optional<String>> integrations;

    /// @param integrations the type of the integration that is configured for a host: `github`,
    ///     `gitlab`, `gitea`, `gerrit`, `azure`, `bitbucketCloud`, `bitbucketServer`
    public BackstageFilters(Function<String, Optional<String>> integrations) {
        this.integrations = integrations;
    }

    /// The filters by name, for [TemplateLanguage.Builder#filters(Map)].
    public Map<String, TemplateFunction> all() {
        return Map.of(
                "parseRepoUrl", (input, _) -> parseRepoUrl(input),
                "parseEntityRef", (input, arguments) -> parseEntityRef(input, arguments),
                "pick", (input, arguments) -> pick(input, arguments),
                "projectSlug", (input, _) -> projectSlug(input));
    }

    /// `github.com?owner=acme&repo=shop` as an object with `host`, `repo` and, where given,
    /// `owner`, `organization`, `workspace` and `project`; all without slashes around them.
    private Map<String, @Nullable Object> parseRepoUrl(@Nullable Object input) {
        String text = input == Undefined.VALUE ? "undefined" : JsonValues.scalarText(input).trim();
        String host = host(text);
        String type =
                integrations
                        .apply(host)
                        .orElseThrow(
                                () ->
                                        Fault.of(
                                                "There is no integration for the host '"
                                                        + host
                                                        + "'; configure it or use another host."));
        Map<String, String> query = query(text);
        require(text, type, query);
        Map<String, @Nullable Object> parsed = new LinkedHashMap<>();
        parsed.put("host", host);
        for (String part : PARTS) {
            if (query.containsKey(part)) {
                parsed.put(part, trimSlashes(query.getOrDefault(part, "")));
            }
        }
        return parsed;
    }

    /// What stands before the path and the query, as the host of a URL.
    private static String host(String text) {
        int end = 0;
        while (end < text.length() && "/?#\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String host = text.substring(text.lastIndexOf('@', end) + 1, end).toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            throw Fault.of(
                    "'"
                            + text
                            + "' is not a repository URL such as github.com?owner=acme&repo=shop.");
        }
        return host.endsWith(":443") ? host.substring(0, host.length() - 4) : host;
    }

    /// The first value of each parameter.
    private static Map<String, String> query(String text) {
        String rest = text.contains("#") ? text.substring(0, text.indexOf('#')) : text;
        int start = rest.indexOf('?');
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : start < 0 ? new String[0] : rest.substring(start + 1).split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.putIfAbsent(decoded(name), decoded(value));
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private static void require(String text, String type, Map<String, String> query) {
        List<String> required =
                switch (type) {
                    case "bitbucketCloud" -> List.of("workspace", "project", "repo");
                    case "bitbucketServer", "azure" -> List.of("project", "repo");
                    case "gitlab" ->
                            trimSlashes(query.getOrDefault("project", "")).isEmpty()
                                    ? List.of("owner", "repo")
                                    : List.of();
                    case "gitea", "gerrit" -> List.of("repo");
                    default -> List.of("repo", "owner");
                };
        for (String part : required) {
            if (query.getOrDefault(part, "").isEmpty()) {
                throw Fault.of("The repository URL '" + text + "' has no '" + part + "'.");
            }
        }
    }

    private static String trimSlashes(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == '/') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(start, end);
    }

    private String projectSlug(@Nullable Object input) {
        Map<String, @Nullable Object> parsed = parseRepoUrl(input);
        return parsed.getOrDefault("owner", "undefined")
                + "/"
                + parsed.getOrDefault("repo", "undefined");
    }

    /// An entity ref, as text or object, as an object with `kind`, `namespace` and `name`, in the
    /// case they are written in.
    private static Map<String, @Nullable Object> parseEntityRef(
            @Nullable Object input, List<@Nullable Object> arguments) {
        Map<?, ?> defaults =
                !arguments.isEmpty() && arguments.getFirst() instanceof Map<?, ?> given
                        ? given
                        : Map.of();
        Map<String, @Nullable Object> parsed = new LinkedHashMap<>();
        @Nullable Object namespace = defaults.get("defaultNamespace");
        parsed.put("kind", defaults.get("defaultKind"));
        parsed.put("namespace", Values.truthy(namespace) ? namespace : "default");
        switch (input) {
            case String text when !text.isEmpty() -> split(text, parsed);
            case Map<?, ?> map ->
                    List.of("kind", "namespace", "name").stream()
                            .filter(part -> map.get(part) != null)
                            .forEach(part -> parsed.put(part, map.get(part)));
            case null, default ->
                    throw Fault.of("An entity ref is a text such as component:default/orders.");
        }
        for (String part : List.of("kind", "namespace", "name")) {
            if (!Values.truthy(parsed.get(part))) {
                throw Fault.of(
                        "The entity ref '"
                                + JsonValues.scalarText(input)
                                + "' has no "
                                + part
                                + "; the form is kind:namespace/name.");
            }
        }
        return parsed;
    }

    private static void split(String text, Map<String, @Nullable Object> into) {
        int slash = text.indexOf('/');
        int colon = text.indexOf(':');
        if (slash >= 0 && slash < colon) {
            colon = -1;
        }
        if (colon >= 0) {
            into.put("kind", text.substring(0, colon));
        }
        if (slash >= 0) {
            into.put("namespace", text.substring(colon + 1, slash));
        }
        into.put("name", text.substring(Math.max(colon, slash) + 1));
    }

    /// The value at a path such as `a.b[0]`, else the second argument.
    private static @Nullable Object pick(@Nullable Object input, List<@Nullable Object> arguments) {
        @Nullable Object path = arguments.isEmpty() ? Undefined.VALUE : arguments.getFirst();
        @Nullable Object otherwise = arguments.size() > 1 ? arguments.get(1) : Undefined.VALUE;
        List<String> keys = new ArrayList<>();
        switch (path) {
            case List<?> list -> list.forEach(key -> keys.add(JsonValues.scalarText(key)));
            case Undefined _ -> keys.add("undefined");
            case null -> keys.add("null");
            case Number number -> keys.add(Numbers.text(number));
            default -> keys.addAll(keys(input, String.valueOf(path)));
        }
        @Nullable Object value = keys.isEmpty() ? Undefined.VALUE : input;
        for (String key : keys) {
            value = child(value, key);
        }
        return value == Undefined.VALUE ? otherwise : value;
    }

    /// A key that is there as it is written wins over a path.
    private static List<String> keys(@Nullable Object input, String path) {
        if (input instanceof Map<?, ?> map && map.containsKey(path)) {
            return List.of(path);
        }
        List<String> keys = new ArrayList<>();
        for (String part : path.replace("]", "").split("[.\\[]", -1)) {
            boolean quoted = part.length() > 1 && part.matches("\"[^\"]*\"|'[^']*'");
            keys.add(quoted ? part.substring(1, part.length() - 1) : part);
        }
        return keys;
    }

    private static @Nullable Object child(@Nullable Object value, String key) {
        long index = Numbers.index(key);
        return switch (value) {
            case Map<?, ?> map when map.containsKey(key) -> map.get(key);
            case List<?> list when key.equals("length") -> (long) list.size();
            case List<?> list when index >= 0 && index < list.size() -> list.get((int) index);
            case String text when key.equals("length") -> (long) text.length();
            case String text when index >= 0 && index < text.length() ->
                    String.valueOf(text.charAt((int) index));
            case null, default -> Undefined.VALUE;
        };
    }
}
