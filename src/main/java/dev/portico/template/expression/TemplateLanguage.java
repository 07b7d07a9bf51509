package dev.portico.template.expression;

import dev.portico.platform.json.JsonObject;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A way to write templates: dialect, whitespace rules, filters and functions. Immutable, safe for
/// any number of threads; made once and kept.
///
/// Filters and functions of the portal may have state of one task: then make the language from a
/// [Builder] for that task, which costs little.
public final class TemplateLanguage {
    private final Dialect dialect;
    private final boolean trimBlocks;
    private final boolean lstripBlocks;
    private final Limits limits;
    private final Map<String, Filter> filters;
    private final Map<String, @Nullable Object> globals;

    private TemplateLanguage(Builder builder) {
        this.dialect = builder.dialect;
        this.trimBlocks = builder.trimBlocks;
        this.lstripBlocks = builder.lstripBlocks;
        this.limits = builder.limits;
        this.filters = Map.copyOf(builder.filters);
        this.globals = Collections.unmodifiableMap(new HashMap<>(builder.globals));
    }

    public static Builder builder(Dialect dialect) {
        return new Builder(dialect);
    }

    /// Reads a template; a mistake in it is an [ExpressionException] of kind SYNTAX or LIMIT.
    public Template compile(String source) {
        if (source.length() > limits.source()) {
            throw Position.START.failure(
                    Fault.limit("The template has more than " + limits.source() + " characters."));
        }
        try {
            return new Template(this, source, new TemplateParser(source, this).parse());
        } catch (StackOverflowError _) {
            throw Template.tooDeep();
        }
    }

    /// Compiles and renders in one go.
    public String renderText(String source, JsonObject context) {
        return compile(source).render(context);
    }

    /// The names of all filters, sorted.
    public Set<String> filterNames() {
        return new TreeSet<>(filters.keySet());
    }

    /// The names of all global functions and values, sorted.
    public Set<String> globalNames() {
        return new TreeSet<>(globals.keySet());
    }

    /// The names of all tests (`is …`), sorted.
    public static Set<String> testNames() {
        return new TreeSet<>(Tests.names());
    }

    public Dialect dialect() {
        return dialect;
    }

    boolean trimBlocks() {
        return trimBlocks;
    }

    boolean lstripBlocks() {
        return lstripBlocks;
    }

    Limits limits() {
        return limits;
    }

    @Nullable Filter filter(String name) {
        return filters.get(name);
    }

    @Nullable Object global(String name) {
        return globals.getOrDefault(name, Undefined.VALUE);
    }

    boolean hasGlobal(String name) {
        return globals.containsKey(name);
    }

    /// How a message about an unknown filter ends.
    String hint(String unknown) {
        return filters.keySet().stream()
                .filter(name -> name.equalsIgnoreCase(unknown))
                .findFirst()
                .map(name -> "; do you mean '" + name + "'?")
                .orElse(".");
    }

    /// Collects what a language has. Not for several threads.
    public static final class Builder {
        private final Dialect dialect;
        private final Map<String, Filter> filters = new HashMap<>();
        private final Map<String, @Nullable Object> globals = new LinkedHashMap<>();
        private boolean trimBlocks;
        private boolean lstripBlocks;
        private Limits limits = Limits.DEFAULT;

        private Builder(Dialect dialect) {
            this.dialect = dialect;
            filters.putAll(TextFilters.FILTERS);
            filters.putAll(HtmlFilters.FILTERS);
            filters.putAll(ListFilters.FILTERS);
            filters.putAll(NumberFilters.FILTERS);
            globals.putAll(Globals.FUNCTIONS);
            if (dialect == Dialect.COOKIECUTTER) {
                filters.put(
                        "jsonify", NumberFilters.FILTERS.getOrDefault("dump", (in, _, _) -> in));
                globals.put("True", true);
                globals.put("False", false);
                globals.put("None", null);
            }
        }

        /// Whether the line break behind a tag is dropped.
        public Builder trimBlocks(boolean trim) {
            this.trimBlocks = trim;
            return this;
        }

        /// Whether the whitespace between the begin of a line and a tag is dropped.
        public Builder lstripBlocks(boolean strip) {
            this.lstripBlocks = strip;
            return this;
        }

        public Builder limits(Limits limits) {
            this.limits = limits;
            return this;
        }

        /// Adds or replaces a filter.
        public Builder filter(String name, TemplateFunction function) {
            filters.put(name, Globals.filter(name, function));
            return this;
        }

        public Builder filters(Map<String, TemplateFunction> functions) {
            functions.forEach(this::filter);
            return this;
        }

        /// Adds or replaces a function, called as `name(…)`.
        public Builder function(String name, TemplateFunction function) {
            globals.put(name, Globals.added(name, function));
            return this;
        }

        /// Adds or replaces a value that every template has.
        public Builder value(String name, @Nullable Object value) {
            globals.put(name, JsonObject.EMPTY.with(name, value).value(name));
            return this;
        }

        public TemplateLanguage build() {
            return new TemplateLanguage(this);
        }
    }
}
