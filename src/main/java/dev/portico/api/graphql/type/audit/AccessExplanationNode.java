package dev.portico.api.graphql.type.audit;

import dev.portico.access.Explanation;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// Why somebody may or may not do something.
@Name("AccessExplanation")
@Description("Why somebody may or may not do something.")
public record AccessExplanationNode(
        @NonNull String viewer,
        @NonNull String permission,
        @Nullable @Description("The entity it was asked about.") String ref,
        boolean allowed,
        @NonNull @Description("What decides.") String because,
        @NonNull @Description("Each rule about the permission.") List<@NonNull RuleNode> rules) {
    public static AccessExplanationNode from(Explanation explanation) {
        return new AccessExplanationNode(
                explanation.viewer(),
                explanation.permission(),
                explanation.entity(),
                explanation.allowed(),
                explanation.because(),
                explanation.rules().stream().map(RuleNode::from).toList());
    }

    /// One rule.
    @Name("AccessRule")
    @Description("A rule of a policy, as it was weighed.")
    public record RuleNode(
            @NonNull @Description("Its policy and name.") String rule,
            @Description("Whether it forbids.") boolean denies,
            @Description("Whether it holds here.") boolean holds,
            @NonNull @Description("What is missing; empty when it holds.") String why) {
        static RuleNode from(Explanation.Line line) {
            return new RuleNode(line.rule(), line.denies(), line.holds(), line.why());
        }
    }
}
