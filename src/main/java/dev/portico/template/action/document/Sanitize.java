package dev.portico.template.action.document;

import dev.portico.platform.yaml.Yaml;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `cnoe:utils:sanitize`: a YAML document without the empty lists and mappings that forms leave.
@Singleton
final class Sanitize extends TypedAction<Sanitize.Input, Sanitize.Output> {
    record Input(@Describe("The YAML document.") String document) {}

    record Output(@Describe("The document without empty values.") String sanitized) {}

    Sanitize() {
        super(
                new About<>(
                        "cnoe:utils:sanitize",
                        "Takes empty lists and mappings out of a YAML document.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) {
        return done(new Output(Yaml.write(clean(Yaml.read(input.document())))));
    }

    private static @Nullable Object clean(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> kept = new LinkedHashMap<>();
                map.forEach(
                        (key, member) -> {
                            @Nullable Object cleaned = clean(member);
                            if (!isEmpty(cleaned)) {
                                kept.put(key, cleaned);
                            }
                        });
                yield kept;
            }
            case List<?> list -> {
                List<@Nullable Object> kept = new ArrayList<>();
                list.stream().map(Sanitize::clean).filter(it -> !isEmpty(it)).forEach(kept::add);
                yield kept;
            }
            case null, default -> value;
        };
    }

    private static boolean isEmpty(@Nullable Object value) {
        return (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
    }
}
