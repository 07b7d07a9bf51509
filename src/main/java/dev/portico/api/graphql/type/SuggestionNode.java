package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import dev.portico.query.SearchPage;
import dev.portico.query.SearchWords;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// An entity that somebody who types may mean.
@Name("Suggestion")
@Description("An entity that somebody who types may mean.")
public record SuggestionNode(
        @Description("The entity.") String ref,
        @Description("Its kind.") String kind,
        @Description("What to show: its title, else its display name, else its name.") String label,
        @Description("The matches in the label, in order; none where only the name matches.")
                List<@NonNull SpanNode> spans) {
    public static SuggestionNode from(SearchPage.Hit hit, SearchWords words) {
        Entity entity = hit.entity().entity();
        String label =
                entity.metadata()
                        .text("title")
                        .or(() -> entity.spec().object("profile").text("displayName"))
                        .orElseGet(entity::name);
        return new SuggestionNode(
                hit.entity().ref().toString(),
                entity.kind(),
                label,
                words.nameSpans(label).stream().map(SpanNode::from).toList());
    }
}
