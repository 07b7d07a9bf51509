package dev.portico.template.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Renders what a template says.
interface Renderer {
    /// Every text in the value, rendered; a text that is one expression gives its value. What is
    /// undefined is left out, as a whole it is null. INVALID_INPUT for an expression that fails
    /// where it must not.
    @Nullable Object render(@Nullable Object value, Scope scope);

    /// Whether a condition asks how the steps before went, so that it counts after a failure.
    boolean asksForFailure(String condition);

    /// What expressions can see.
    ///
    /// @param failed whether an earlier step failed
    /// @param strict whether an expression that fails may not stay as it is
    /// @param place for messages, as `step publish, input`
    record Scope(
            Map<String, @Nullable Object> context, boolean failed, boolean strict, String place) {}
}
