package dev.portico.api.graphql.type.ownership;

import dev.portico.ownership.Proposal;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A change of files proposed to Git.
@Name("OwnershipProposal")
@Description("A change of descriptor files, proposed to Git as one pull or merge request.")
public record ProposalNode(
        @Id String id,
        String repository,
        @Description("What it is about; a repository has one open proposal for each.")
                String finding,
        String branch,
        Proposal.ProposalState state,
        @Nullable @Description("What hinders it, or why it ended.") String reason,
        @Description("Who asked for it.") String actor,
        @Nullable @Description("Number of the request; null until it is opened.") Long number,
        @Nullable @Description("Where a browser finds the request.") String url,
        @Nullable @Description("What the target branch got by the merge.") String mergedCommit,
        @Description("When it was asked for, as 2026-03-01T12:00:00Z.") String createdAt,
        List<@NonNull ProposalEditNode> edits) {
    public static ProposalNode from(Proposal proposal) {
        Proposal.Request request = proposal.request();
        return new ProposalNode(
                proposal.id().toString(),
                proposal.repository(),
                proposal.finding(),
                proposal.branch(),
                proposal.state(),
                proposal.reason(),
                proposal.actor(),
                request == null ? null : request.number(),
                request == null ? null : request.url(),
                proposal.mergedCommit(),
                proposal.createdAt().toString(),
                proposal.edits().stream().map(ProposalEditNode::from).toList());
    }
}
