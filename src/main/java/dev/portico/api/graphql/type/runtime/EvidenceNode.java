package dev.portico.api.graphql.type.runtime;

import dev.portico.runtime.Seen;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// Why an object belongs to an entity.
@Name("Evidence")
@Description("Why an object belongs to an entity.")
public record EvidenceNode(
        @Description("The entity's ref.") String ref,
        @Description("The rule that holds, such as label backstage.io/kubernetes-id.") String rule,
        @Description("What stands there.") String value) {
    static @Nullable EvidenceNode from(Seen.@Nullable Link link) {
        return link == null
                ? null
                : new EvidenceNode(link.entity().toString(), link.rule(), link.value());
    }
}
