package dev.portico.api.graphql.type.ownership;

import dev.portico.api.graphql.type.FilterInput;
import dev.portico.ownership.Transfer;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;

/// Who hands over what to whom.
@Input("OwnershipTransferInput")
@Description("Who hands over what to whom, and how.")
public record TransferInput(
        @Description("The owner they have, as group:default/shop or shop.") String from,
        @Description("The owner they get.") String to,
        @Nullable @Description("Only these entities of the owner; all when left out.")
                FilterInput filter,
        @Description("By claims in the portal, or by pull requests for the files.")
                Transfer.TransferWay way) {}
