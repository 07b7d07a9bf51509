package dev.portico.template.expression;

import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A template that has been read. Immutable, safe for any number of threads; worth keeping where
/// it is rendered more than once.
public final class Template {
    private final TemplateLanguage language;
    private final String source;
    private final Statement.Group body;
    private final int slots;
    private final boolean changesLists;

    Template(TemplateLanguage language, String source, TemplateParser.Parsed parsed) {
        this.language = language;
        this.source = source;
        this.body = parsed.body();
        this.slots = parsed.slots();
        this.changesLists = parsed.changesLists();
    }

    /// Renders as text; what is undefined renders as nothing.
    public String render(JsonObject context) {
        return render(context, false);
    }

    /// As [#render(JsonObject)], but a variable or a step that does not exist is an error.
    public String renderStrictly(JsonObject context) {
        return render(context, true);
    }

    private String render(JsonObject context, boolean strict) {
        if (isPlainText()) {
            return source;
        }
        Run run = new Run(this, context, strict);
        try {
            body.run(run);
            return run.output();
        } catch (Fault e) {
            throw Position.START.failure(e);
        } catch (StackOverflowError _) {
            throw tooDeep();
        }
    }

    /// The value of a template that is exactly one interpolation, with its type kept, or
    /// [Undefined#VALUE]; of other templates the text.
    public @Nullable Object renderValue(JsonObject context) {
        return value(context, false);
    }

    /// As [#renderValue(JsonObject)], but a variable or a step that does not exist is an error.
    public @Nullable Object renderValueStrictly(JsonObject context) {
        return value(context, true);
    }

    private @Nullable Object value(JsonObject context, boolean strict) {
        if (body.statements().size() == 1) {
            Run run = new Run(this, context, strict);
            switch (body.statements().getFirst()) {
                case Statement.Output(Expression expression, Position at) -> {
                    return plain(() -> run.evaluate(expression), run, at);
                }
                case Statement.FilterBody filter -> {
                    return plain(() -> filter.evaluate(run), run, filter.call().at());
                }
                default -> {}
            }
        }
        return render(context, strict);
    }

    private static @Nullable Object plain(Supplier<@Nullable Object> value, Run run, Position at) {
        try {
            return Lists.plain(value.get(), run.budget());
        } catch (Fault e) {
            throw at.failure(e);
        } catch (StackOverflowError _) {
            throw tooDeep();
        }
    }

    /// On a thread with a small stack this may come before the limit of depth.
    static ExpressionException tooDeep() {
        return Position.START.failure(Fault.limit("The template nests too deep."));
    }

    /// Whether there is nothing to render, so that the result is the source.
    public boolean isPlainText() {
        List<Statement> all = body.statements();
        if (all.size() == 1 && all.getFirst() instanceof Statement.Text(String text)) {
            return text.equals(source);
        }
        return source.isEmpty();
    }

    /// What the template uses, for checks before it is rendered.
    public References references() {
        return ReferenceFinder.find(body);
    }

    TemplateLanguage language() {
        return language;
    }

    int slots() {
        return slots;
    }

    boolean changesLists() {
        return changesLists;
    }
}
