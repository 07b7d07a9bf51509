package dev.portico.template.action.fetch;

import dev.portico.template.action.HostIntegrations;
import dev.portico.template.expression.BackstageFilters;
import dev.portico.template.expression.Dialect;
import dev.portico.template.expression.TemplateLanguage;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The languages that skeletons are written in, each made once.
@Singleton
final class Languages {
    private final BackstageFilters filters;
    private final Map<Style, TemplateLanguage> made = new ConcurrentHashMap<>();

    @Inject
    Languages(HostIntegrations integrations) {
        this((Function<String, Optional<String>>) integrations);
    }

    Languages(Function<String, Optional<String>> integrations) {
        this.filters = new BackstageFilters(integrations);
    }

    /// How a skeleton is written.
    ///
    /// @param cookiecutter whether it is written for Cookiecutter
    /// @param trimBlocks whether the line break behind a tag is dropped
    /// @param lstripBlocks whether white space before a tag at the begin of a line is dropped
    record Style(boolean cookiecutter, boolean trimBlocks, boolean lstripBlocks) {
        /// What the values are called.
        String root() {
            return cookiecutter ? "cookiecutter" : "values";
        }
    }

    TemplateLanguage of(Style style) {
        return made.computeIfAbsent(style, this::make);
    }

    private TemplateLanguage make(Style style) {
        return TemplateLanguage.builder(
                        style.cookiecutter() ? Dialect.COOKIECUTTER : Dialect.BACKSTAGE)
                .trimBlocks(style.trimBlocks())
                .lstripBlocks(style.lstripBlocks())
                .filters(filters.all())
                .build();
    }
}
