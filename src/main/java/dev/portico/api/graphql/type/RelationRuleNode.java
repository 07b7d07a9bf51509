package dev.portico.api.graphql.type;

import dev.portico.model.RelationRule;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// How a field of spec makes relations.
@Name("RelationRule")
@Description("How one field of spec makes relations in both directions.")
public record RelationRuleNode(
        @Description("The field of spec, such as dependsOn.") String field,
        @Nullable @Description("Kind of a ref that names none; null when a ref must name it.")
                String defaultKind,
        @Description("Kinds that may stand there, in lower case; empty for any.")
                List<@NonNull String> allowedKinds,
        @Description("Relation from the entity to the target, such as dependsOn.") String forward,
        @Description("Relation from the target to the entity, such as dependencyOf.")
                String reverse) {
    static RelationRuleNode from(RelationRule rule) {
        return new RelationRuleNode(
                rule.field(),
                rule.defaultKind(),
                rule.allowedKinds(),
                rule.forward(),
                rule.reverse());
    }
}
