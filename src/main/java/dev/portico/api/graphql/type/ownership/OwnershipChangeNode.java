package dev.portico.api.graphql.type.ownership;

import dev.portico.catalog.OwnerHistory;
import dev.portico.model.EntityRef;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// One entity that changed hands.
@Name("OwnershipChange")
@Description("One entity that changed hands.")
public record OwnershipChangeNode(
        @Description("Ref of the entity.") String ref,
        @Nullable @Description("Ref of the owner before; null for none, or none you may see.")
                String from,
        @Nullable @Description("Ref of the owner since; null for none, or none you may see.")
                String to,
        @Description("When.") OffsetDateTime at,
        @Description("Position of the change in the change log.") long position,
        @Description("Why.") OwnerReasonNode cause) {
    public static OwnershipChangeNode from(OwnerHistory.Handover handover) {
        return new OwnershipChangeNode(
                handover.entity().toString(),
                text(handover.from()),
                text(handover.to()),
                handover.at().atOffset(ZoneOffset.UTC),
                handover.place().position(),
                OwnerReasonNode.from(handover.reason()));
    }

    private static @Nullable String text(@Nullable EntityRef ref) {
        return ref == null ? null : ref.toString();
    }
}
