package dev.portico.template.lint;

import dev.portico.template.expression.Dialect;
import dev.portico.template.expression.ExpressionException;
import dev.portico.template.expression.References;
import dev.portico.template.expression.Template;
import dev.portico.template.expression.TemplateLanguage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Expressions as the language of templates reads them.
final class LanguageExpressions implements Expressions {
    /// What templates see, and what the engine adds to the language.
    private static final Set<String> NAMES =
            Set.of("parameters", "steps", "secrets", "each", "user", "context", "environment");

    private static final Set<String> FUNCTIONS = Set.of("always", "failure");

    private final TemplateLanguage language = TemplateLanguage.builder(Dialect.BACKSTAGE).build();
    private final Set<String> filters = new HashSet<>(language.filterNames());
    private final Set<String> functions = new HashSet<>(language.globalNames());
    private final Set<String> tests = TemplateLanguage.testNames();

    /// @param added names of filters beyond those of the language
    LanguageExpressions(Set<String> added) {
        filters.addAll(added);
        functions.addAll(FUNCTIONS);
    }

    @Override
    public Reading read(String text) {
        if (!InputLint.isRendered(text)) {
            return Reading.NOTHING;
        }
        Template template;
        try {
            template = language.compile(text);
        } catch (ExpressionException e) {
            return new Reading(e.text(), List.of(), List.of());
        }
        References uses = template.references();
        List<Missing> missing = new ArrayList<>();
        collect("filter", uses.filters(), filters, missing);
        collect("function", uses.functions(), functions, missing);
        collect("test", uses.tests(), tests, missing);
        List<Path> paths = new ArrayList<>();
        for (References.Path path : uses.paths()) {
            String first = path.segments().getFirst();
            if (NAMES.contains(first)) {
                paths.add(new Path(path.segments(), path.guarded()));
            } else if (!path.guarded() && !functions.contains(first)) {
                missing.add(new Missing("name", first));
            }
        }
        return new Reading(null, paths, missing);
    }

    private static void collect(
            String kind, List<References.Use> uses, Set<String> known, List<Missing> missing) {
        uses.stream()
                .map(References.Use::name)
                .filter(name -> !known.contains(name))
                .forEach(name -> missing.add(new Missing(kind, name)));
    }
}
