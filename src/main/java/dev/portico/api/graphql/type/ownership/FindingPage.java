package dev.portico.api.graphql.type.ownership;

import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// Some findings.
@Name("OwnershipFindingPage")
@Description("Findings by ref. Those of one entity are on one page.")
public record FindingPage(
        List<@NonNull FindingNode> findings,
        @Nullable @Description("What to ask for as `after` next; null at the end.") String next) {}
