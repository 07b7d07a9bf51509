package dev.portico.template.expression;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Renders every text inside a JSON value: a step's input, `if`, `each`, a task's output. Keys are
/// left as they are, results are not rendered again.
///
/// A text that is exactly one interpolation keeps the type of its value. What is undefined leaves
/// an object; in a list it becomes null, so that the others keep their places.
public final class ValueRenderer {
    private final TemplateLanguage language;
    private final boolean strict;
    private final Consumer<ExpressionException> broken;

    private ValueRenderer(
            TemplateLanguage language, boolean strict, Consumer<ExpressionException> broken) {
        this.language = language;
        this.strict = strict;
        this.broken = broken;
    }

    /// As Backstage does: a text that can't be rendered stays as it is written.
    ///
    /// @param broken is told each of them, with its JSON pointer as the place
    public static ValueRenderer lenient(
            TemplateLanguage language, Consumer<ExpressionException> broken) {
        return new ValueRenderer(language, false, broken);
    }

    /// A text that can't be rendered is an [ExpressionException] with its JSON pointer. So is a
    /// variable, or a member of `steps`, that does not exist, unless the template says what then:
    /// `default`, `is defined`, or the left side of `or`. A member of another object that does not
    /// exist is undefined, as parameters are optional.
    public static ValueRenderer strict(TemplateLanguage language) {
        return new ValueRenderer(
                language,
                true,
                failure -> {
                    throw failure;
                });
    }

    /// The rendered value, or [Undefined#VALUE].
    public @Nullable Object render(@Nullable Object value, JsonObject context) {
        return render(value, context, "");
    }

    /// A rendered object, such as a step's input.
    public JsonObject render(JsonObject object, JsonObject context) {
        return render(object.fields(), context, "") instanceof Map<?, ?> map
                ? JsonObject.of(map)
                : JsonObject.EMPTY;
    }

    private @Nullable Object render(@Nullable Object value, JsonObject context, String pointer) {
        return switch (value) {
            case String text -> text(text, context, pointer);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> rendered = new LinkedHashMap<>();
                map.forEach(
                        (key, field) -> {
                            String name = (String) key;
                            String at = pointer + "/" + JsonValues.pointerToken(name);
                            @Nullable Object result = render(field, context, at);
                            if (result != Undefined.VALUE) {
                                rendered.put(name, result);
                            }
                        });
                yield Collections.unmodifiableMap(rendered);
            }
            case List<?> list -> {
                List<@Nullable Object> rendered = new ArrayList<>(list.size());
                for (int i = 0; i < list.size(); i++) {
                    @Nullable Object result = render(list.get(i), context, pointer + "/" + i);
                    rendered.add(result == Undefined.VALUE ? null : result);
                }
                yield Collections.unmodifiableList(rendered);
            }
            case null, default -> value;
        };
    }

    private @Nullable Object text(String text, JsonObject context, String pointer) {
        if (text.indexOf('{') < 0 && text.indexOf("#}") < 0) {
            return text;
        }
        try {
            Template template = language.compile(text);
            return strict ? template.renderValueStrictly(context) : template.renderValue(context);
        } catch (ExpressionException e) {
            broken.accept(e.in(pointer.isEmpty() ? "the value" : pointer));
            return text;
        }
    }
}
