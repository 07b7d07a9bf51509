package dev.portico.api.graphql.type;

import dev.portico.model.SourcePosition;
import dev.portico.source.Why;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// One reason.
@Name("WhyReason")
@Description("One thing known about why an entity is, or is not, in the catalog.")
public record WhyReason(
        @Description(
                        "declared, conflict, invalid, unknown-kind, not-allowed, orphaned, held, unreachable, not-read, removed or never-seen.")
                String code,
        @Description("One sentence.") String message,
        @Nullable @Description("The source concerned.") String source,
        @Nullable @Description("Where it stands.") PositionNode position) {
    static WhyReason from(Why.Reason reason) {
        SourcePosition position = reason.position();
        return new WhyReason(
                reason.code(),
                reason.message(),
                reason.source(),
                position == null ? null : PositionNode.from(position));
    }
}
