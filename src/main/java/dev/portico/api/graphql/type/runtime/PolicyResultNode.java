package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.PolicyReport;
import dev.portico.runtime.RuntimeQuery;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// What one rule of a policy said of one object.
@Name("PolicyResult")
@Description("What one rule of a policy said of one object.")
public record PolicyResultNode(
        @Description("Name of the cluster.") String cluster,
        @Nullable @Description("The object it is about.") ObjectNode subject,
        @Description("The policy.") String policy,
        @Nullable @Description("The rule of the policy.") String rule,
        @Nullable @Description("The engine, such as kyverno or trivy.") String engine,
        @Description("pass, fail, warn, error or skip.") String outcome,
        @Nullable @Description("critical, high, medium, low or info.") String severity,
        @Nullable @Description("The policy's category.") String category,
        @Nullable @Description("What it says.") String message,
        @Nullable @Description("When it was found.") OffsetDateTime at,
        @Nullable @Description("Why it belongs to its entity; null when it belongs to none.")
                EvidenceNode evidence) {
    public static PolicyResultNode from(RuntimeQuery.PolicyOutcome outcome) {
        PolicyReport.Result it = outcome.result();
        return new PolicyResultNode(
                outcome.report().cluster(),
                ObjectNode.orNull(it.subject()),
                it.policy(),
                Times.text(it.rule()),
                Times.text(it.engine()),
                it.outcome(),
                Times.text(it.severity()),
                Times.text(it.category()),
                Times.text(it.message()),
                Times.at(it.at()),
                EvidenceNode.from(outcome.report().link()));
    }
}
