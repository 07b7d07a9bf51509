package dev.portico.api.graphql.type.ownership;

import dev.portico.ownership.Transfer;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// One entity of a transfer.
@Name("TransferItem")
@Description("One entity that is handed over.")
public record TransferItemNode(
        String ref,
        Transfer.TransferItemState state,
        @Nullable @Description("Why it is refused.") String reason) {
    public static TransferItemNode from(Transfer.Item item) {
        return new TransferItemNode(item.ref(), item.state(), item.reason());
    }
}
