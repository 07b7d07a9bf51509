package dev.portico.template.engine;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Renders paths alone, as `${{ parameters.name }}`.
@Singleton
final class PathRenderer implements Renderer {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*([^}]*?)\\s*\\}\\}");

    @Override
    public @Nullable Object render(@Nullable Object value, Scope scope) {
        return switch (value) {
            case String text -> text(text, scope);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> rendered = new LinkedHashMap<>();
                map.forEach(
                        (key, it) -> {
                            @Nullable Object one = render(it, scope);
                            if (one != null || it == null) {
                                rendered.put((String) key, one);
                            }
                        });
                yield rendered;
            }
            case List<?> list -> {
                List<@Nullable Object> rendered = new ArrayList<>();
                list.forEach(it -> rendered.add(render(it, scope)));
                yield rendered;
            }
            case null, default -> value;
        };
    }

    private static @Nullable Object text(String text, Scope scope) {
        Matcher whole = EXPRESSION.matcher(text);
        if (whole.matches()) {
            return value(whole.group(1), scope);
        }
        return EXPRESSION
                .matcher(text)
                .replaceAll(
                        match -> {
                            @Nullable Object value = value(match.group(1), scope);
                            return value == null
                                    ? ""
                                    : Matcher.quoteReplacement(String.valueOf(value));
                        });
    }

    private static @Nullable Object value(String path, Scope scope) {
        if (path.equals("always()")) {
            return true;
        }
        if (path.equals("failure()")) {
            return scope.failed();
        }
        @Nullable Object value = scope.context();
        for (String key : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    @Override
    public boolean asksForFailure(String condition) {
        return condition.contains("always()") || condition.contains("failure()");
    }
}
