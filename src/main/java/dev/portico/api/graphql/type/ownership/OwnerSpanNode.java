package dev.portico.api.graphql.type.ownership;

import dev.portico.api.graphql.type.Times;
import dev.portico.catalog.OwnerHistory;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// A time for which an entity had an owner.
@Name("OwnerSpan")
@Description("A time for which an entity had an owner.")
public record OwnerSpanNode(
        @Description("Ref of the owner.") String owner,
        @Description("Since when.") OffsetDateTime from,
        @Nullable @Description("Until when; null for now.") OffsetDateTime to,
        @Description("Position of the change that gave it the owner.") long position,
        @Description("Why it got the owner.") OwnerReasonNode cause) {
    public static OwnerSpanNode from(OwnerHistory.Span span) {
        return new OwnerSpanNode(
                span.owner().toString(),
                span.from().atOffset(ZoneOffset.UTC),
                Times.at(span.to()),
                span.position(),
                OwnerReasonNode.from(span.reason()));
    }
}
