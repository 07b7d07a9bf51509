package dev.portico.api.graphql.type.runtime;

import dev.portico.runtime.RuntimeQuery;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An entity whose health changed.
@Name("HealthChange")
@Description("An entity whose health changed.")
public record HealthChangeNode(
        @Description("The entity's ref.") String ref,
        @Nullable @Description("Before; null when nothing was known to run.") HealthNode before,
        @Nullable @Description("Now; null when nothing runs any more.") HealthNode after) {
    public static HealthChangeNode from(RuntimeQuery.VerdictChange it) {
        return new HealthChangeNode(
                it.entity().toString(),
                HealthNode.orNull(it.before().orElse(null)),
                HealthNode.orNull(it.after().orElse(null)));
    }
}
