package dev.portico.api.graphql.type.ownership;

import dev.portico.ownership.Transfer;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;

/// A transfer as it stands.
@Name("OwnershipTransfer")
@Description("Entities that one owner hands over to another.")
public record TransferNode(
        @Id String id,
        String from,
        String to,
        Transfer.TransferWay way,
        Transfer.TransferState state,
        @Description("Who began it.") String actor,
        @Description("When it began, as 2026-03-01T12:00:00Z.") String createdAt,
        @Nullable @Description("When every entity was done or refused.") String endedAt,
        long total,
        long waiting,
        @Description("Entities whose pull request is not merged yet.") long proposed,
        long done,
        long refused) {
    public static TransferNode from(Transfer transfer) {
        Transfer.Counts counts = transfer.counts();
        return new TransferNode(
                transfer.id().toString(),
                transfer.from(),
                transfer.to(),
                transfer.way(),
                transfer.state(),
                transfer.actor(),
                transfer.createdAt().toString(),
                transfer.endedAt() == null ? null : transfer.endedAt().toString(),
                counts.total(),
                counts.waiting(),
                counts.proposed(),
                counts.done(),
                counts.refused());
    }
}
