package dev.portico.api.graphql.type;

import dev.portico.source.Why;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// Why an entity is or is not in the catalog.
@Name("Why")
@Description("Why an entity is, or is not, in the catalog.")
public record WhyNode(
        String ref,
        @Description("Whether the entity is in the catalog.") boolean present,
        @Description("Everything known about it, the most telling first.")
                List<@NonNull WhyReason> reasons) {
    public static WhyNode from(Why.Answer answer) {
        return new WhyNode(
                answer.ref().toString(),
                answer.present(),
                answer.reasons().stream().map(WhyReason::from).toList());
    }
}
