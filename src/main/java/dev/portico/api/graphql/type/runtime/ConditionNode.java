package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.Condition;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// A condition of an object.
@Name("KubernetesCondition")
@Description("A condition, as the object says it.")
public record ConditionNode(
        @Description("Such as Available, Synced, Ready.") String type,
        @Description("True, False or Unknown.") String status,
        @Nullable @Description("One word why.") String reason,
        @Nullable @Description("A sentence why.") String message,
        @Nullable @Description("Since when.") OffsetDateTime since) {
    static List<ConditionNode> all(List<Condition> conditions) {
        return conditions.stream()
                .map(
                        it ->
                                new ConditionNode(
                                        it.type(),
                                        it.status(),
                                        Times.text(it.reason()),
                                        Times.text(it.message()),
                                        Times.at(it.since())))
                .toList();
    }
}
