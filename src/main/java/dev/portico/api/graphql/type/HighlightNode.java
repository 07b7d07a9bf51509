package dev.portico.api.graphql.type;

import dev.portico.query.Highlight;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// Where words of a search stand in an entity.
@Name("Highlight")
@Description("Where words of a search stand in one value of an entity.")
public record HighlightNode(
        @Description("Path of the field, such as metadata.description.") String key,
        @Description("The value; of a long one the part around the first match.") String text,
        @Description("The matches in the text, in order.") List<@NonNull SpanNode> spans) {
    public static HighlightNode from(Highlight highlight) {
        return new HighlightNode(
                highlight.key(),
                highlight.text(),
                highlight.spans().stream().map(SpanNode::from).toList());
    }
}
