package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.api.graphql.type.ownership.TransferInput;
import dev.portico.api.graphql.type.ownership.TransferItemNode;
import dev.portico.api.graphql.type.ownership.TransferNode;
import dev.portico.api.graphql.type.ownership.TransferPreviewNode;
import dev.portico.model.EntityRef;
import dev.portico.ownership.Transfer;
import dev.portico.ownership.Transfers;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;

/// What one owner hands over to another.
@GraphQLApi
@Singleton
public final class TransferFields {
    private final Transfers transfers;
    private final Gate gate;

    TransferFields(Transfers transfers, Gate gate) {
        this.transfers = transfers;
        this.gate = gate;
    }

    @Query
    @Description("What a transfer would do for the caller; nothing is written.")
    public TransferPreviewNode ownershipTransferPreview(
            TransferInput transfer,
            @Nullable @DefaultValue("50") @Description("How many entities to name, at most 500.")
                    Integer first) {
        return TransferPreviewNode.from(
                transfers.preview(gate.requireSome(Permission.OWNERSHIP_TRANSFER), wish(transfer)),
                Limits.page("first", first));
    }

    @Query
    @Description("Transfers, the newest first.")
    public List<@NonNull TransferNode> ownershipTransfers(
            @Nullable @DefaultValue("50") @Description("At most so many, up to 500.")
                    Integer first) {
        gate.requireSome(Permission.OWNERSHIP_TRANSFER);
        return transfers.list(Limits.page("first", first)).stream()
                .map(TransferNode::from)
                .toList();
    }

    @Query
    @Nullable
    @Description("A transfer; null when there is none of this id.")
    public TransferNode ownershipTransfer(@Id String id) {
        gate.requireSome(Permission.OWNERSHIP_TRANSFER);
        return transfers.find(uuid(id)).map(TransferNode::from).orElse(null);
    }

    @Description("Its entities by ref.")
    public List<@NonNull TransferItemNode> items(
            @Source TransferNode node,
            @Nullable @Description("Only those in this state.") Transfer.TransferItemState state,
            @Nullable @DefaultValue("50") @Description("At most so many, up to 500.") Integer first,
            @Nullable @Description("Only those behind this ref.") String after) {
        return transfers.items(uuid(node.id()), state, after, Limits.page("first", first)).stream()
                .filter(item -> gate.permits(Permission.ENTITY_READ, EntityRef.parse(item.ref())))
                .map(TransferItemNode::from)
                .toList();
    }

    @Mutation
    @Description("Begins to hand over; it goes on by itself, and after a restart, too.")
    public TransferNode transferOwnership(TransferInput transfer) {
        Transfer begun =
                transfers.begin(gate.requireSome(Permission.OWNERSHIP_TRANSFER), wish(transfer));
        done(begun, "begin");
        return TransferNode.from(begun);
    }

    @Mutation
    @Description("Has a transfer claim and open nothing more until it is resumed.")
    public TransferNode pauseTransfer(@Id String id) {
        return paused(id, true);
    }

    @Mutation
    @Description("Has a transfer that is paused go on.")
    public TransferNode resumeTransfer(@Id String id) {
        return paused(id, false);
    }

    private TransferNode paused(String id, boolean paused) {
        Transfer transfer =
                transfers.pause(gate.requireSome(Permission.OWNERSHIP_TRANSFER), uuid(id), paused);
        done(transfer, paused ? "pause" : "resume");
        return TransferNode.from(transfer);
    }

    private void done(Transfer transfer, String what) {
        gate.done(
                Permission.OWNERSHIP_TRANSFER,
                "transfer:" + transfer.id(),
                JsonObject.EMPTY
                        .with("what", what)
                        .with("from", transfer.from())
                        .with("to", transfer.to()));
    }

    private static Transfers.Wish wish(TransferInput input) {
        return new Transfers.Wish(
                owner(input.from()),
                owner(input.to()),
                FilterTranslation.translate(input.filter()),
                input.way());
    }

    private static EntityRef owner(String text) {
        return EntityRef.parse(text, "group", EntityRef.DEFAULT_NAMESPACE);
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw PorticoException.invalid("'" + id + "' is no id of a transfer.");
        }
    }
}
