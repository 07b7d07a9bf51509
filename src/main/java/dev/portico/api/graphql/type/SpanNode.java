package dev.portico.api.graphql.type;

import dev.portico.query.Highlight;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// A part of a text.
@Name("Span")
@Description("A part of a text, counted in UTF-16 units as JavaScript counts.")
public record SpanNode(
        @Description("Where it begins.") int start, @Description("Behind its end.") int end) {
    static SpanNode from(Highlight.Span span) {
        return new SpanNode(span.start(), span.end());
    }
}
