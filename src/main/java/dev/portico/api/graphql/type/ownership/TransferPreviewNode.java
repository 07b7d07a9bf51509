package dev.portico.api.graphql.type.ownership;

import dev.portico.ownership.Transfers;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// What a transfer would do.
@Name("OwnershipTransferPreview")
@Description("What a transfer would do.")
public record TransferPreviewNode(
        int total,
        @Description("Entities that could not be handed over.") long refused,
        @Description("Repositories that would get a pull request.") int repositories,
        @Description("How many of each kind.") List<@NonNull KindCount> kinds,
        @Description("The first entities, by ref.") List<@NonNull TransferItemNode> entities) {
    /// How many of one kind.
    @Name("TransferKindCount")
    @Description("How many entities of one kind.")
    public record KindCount(String kind, long count) {}

    public static TransferPreviewNode from(Transfers.Preview preview, int first) {
        return new TransferPreviewNode(
                preview.items().size(),
                preview.refused(),
                preview.repositories(),
                preview.kinds().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(kind -> new KindCount(kind.getKey(), kind.getValue()))
                        .toList(),
                preview.items().stream().limit(first).map(TransferItemNode::from).toList());
    }
}
