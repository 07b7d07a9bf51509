package dev.portico.api.graphql.type;

import dev.portico.model.Kind;
import dev.portico.model.TrustLevel;
import jakarta.json.JsonValue;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A kind and how it is used.
@Name("Kind")
@Description("A kind of entity that documents may declare.")
public record KindNode(
        @Description("As documents write it, such as Component.") String name,
        @Description("Its name for many, such as components.") String plural,
        @Description("The apiVersion values that documents of this kind may carry.")
                List<@NonNull String> apiVersions,
        @Description("The lowest level of a source that may declare it.") TrustLevel trust,
        @Description("JSON Schema of a document of this kind.") JsonValue schema,
        @Description("Which fields of spec make relations.")
                List<@NonNull RelationRuleNode> relations,
        @Description("How many entities there are.") long count) {
    public static KindNode of(Kind kind, long count) {
        return new KindNode(
                kind.name(),
                kind.plural(),
                kind.apiVersions(),
                kind.trust(),
                Json.of(kind.schema()),
                kind.relations().stream().map(RelationRuleNode::from).toList(),
                count);
    }
}
