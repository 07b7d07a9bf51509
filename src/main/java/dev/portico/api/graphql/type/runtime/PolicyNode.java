package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.Health;
import dev.portico.runtime.Policy;
import dev.portico.runtime.Seen;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A policy of Kyverno.
@Name("Policy")
@Description("A policy of Kyverno.")
public record PolicyNode(
        @Description("Name of the cluster.") String cluster,
        @Description("The object.") ObjectNode object,
        @Nullable @Description("Its title for people.") String title,
        @Nullable @Description("Its category.") String category,
        @Nullable @Description("critical, high, medium, low or info.") String severity,
        @Nullable @Description("What it is for.") String description,
        @Description("What it does with what breaks it: enforce, audit, deny, warn.") String mode,
        @Description("Names of its rules.") List<@NonNull String> rules,
        @Description("Whether Kyverno has taken it up.") Health health,
        @Nullable @Description("Why not.") String reason,
        @Nullable @Description("What to use instead, when its kind is deprecated.")
                String deprecated,
        @Description(
                        "How many results of it there are in reports; 0 may mean that it matches nothing.")
                long results) {
    /// @param results how many results there are
    public static PolicyNode from(Seen<Policy> seen, long results) {
        Policy it = seen.observation();
        return new PolicyNode(
                seen.cluster(),
                ObjectNode.from(it.key()),
                Times.text(it.title()),
                Times.text(it.category()),
                Times.text(it.severity()),
                Times.text(it.description()),
                it.mode(),
                it.rules(),
                it.verdict().health(),
                Times.text(it.verdict().reason()),
                Times.text(it.deprecated()),
                results);
    }
}
