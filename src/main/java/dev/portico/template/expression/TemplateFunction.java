package dev.portico.template.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A filter or a function that the language's user adds. Values are those that
/// [dev.portico.platform.json.JsonObject] names, or [Undefined#VALUE]. Those that come in are
/// immutable.
///
/// A `RuntimeException` fails the render; its message is shown to the template's author.
@FunctionalInterface
public interface TemplateFunction {
    /// Gives the result for one use.
    ///
    /// @param input the value before the `|`; of a function, [Undefined#VALUE]
    @Nullable Object apply(@Nullable Object input, List<@Nullable Object> arguments);
}
