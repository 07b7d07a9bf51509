package dev.portico.template.engine;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.HostIntegrations;
import dev.portico.template.expression.BackstageFilters;
import dev.portico.template.expression.Dialect;
import dev.portico.template.expression.ExpressionException;
import dev.portico.template.expression.TemplateLanguage;
import dev.portico.template.expression.Undefined;
import dev.portico.template.expression.ValueRenderer;
import io.quarkus.logging.Log;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Renders in the template language.
@Singleton
final class LanguageRenderer implements Renderer {
    private static final Pattern ASKS = Pattern.compile("\\b(always|failure)\\s*\\(");

    private final TemplateLanguage afterSuccess;
    private final TemplateLanguage afterFailure;

    @Inject
    LanguageRenderer(HostIntegrations integrations) {
        this((Function<String, Optional<String>>) integrations);
    }

    /// @param integrations the type of the integration for a host
    LanguageRenderer(Function<String, Optional<String>> integrations) {
        BackstageFilters filters = new BackstageFilters(integrations);
        this.afterSuccess = language(filters, false);
        this.afterFailure = language(filters, true);
    }

    private static TemplateLanguage language(BackstageFilters filters, boolean failed) {
        return TemplateLanguage.builder(Dialect.BACKSTAGE)
                .filters(filters.all())
                .function("always", (_, _) -> true)
                .function("failure", (_, _) -> failed)
                .build();
    }

    @Override
    public @Nullable Object render(@Nullable Object value, Scope scope) {
        TemplateLanguage language = scope.failed() ? afterFailure : afterSuccess;
        ValueRenderer renderer =
                scope.strict()
                        ? ValueRenderer.strict(language)
                        : ValueRenderer.lenient(
                                language,
                                e ->
                                        Log.debugf(
                                                "expression stays as it is place=%s reason=%s",
                                                scope.place(), e.getMessage()));
        try {
            @Nullable Object rendered = renderer.render(value, JsonObject.of(scope.context()));
            return rendered == Undefined.VALUE ? null : rendered;
        } catch (ExpressionException e) {
            throw PorticoException.invalid(
                    "The " + scope.place() + " can't be rendered: " + e.getMessage());
        }
    }

    @Override
    public boolean asksForFailure(String condition) {
        return ASKS.matcher(condition).find();
    }
}
