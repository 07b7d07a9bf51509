package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.Health;
import dev.portico.runtime.Verdict;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// How something does, and why.
@Name("HealthVerdict")
@Description("How something does, and why.")
public record HealthNode(
        @Description("How it does.") Health health,
        @Nullable @Description("Why, in a sentence; null when there is nothing to say.")
                String reason) {
    public static HealthNode from(Verdict verdict) {
        return new HealthNode(verdict.health(), Times.text(verdict.reason()));
    }

    static @Nullable HealthNode orNull(@Nullable Verdict verdict) {
        return verdict == null ? null : from(verdict);
    }
}
