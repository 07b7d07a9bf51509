package dev.portico.api.graphql.type;

import dev.portico.catalog.History;
import dev.portico.model.Entity;
import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// An entity as a change left it.
@Name("EntityVersion")
@Description("An entity as one change left it.")
public record EntityVersion(
        @Description("The entity.") String ref,
        @Description("Position of the change in the change log.") long position,
        @Description("When it was made.") OffsetDateTime at,
        @Description("What happened.") ChangeType type,
        @Description("The source that made it.") String source,
        @Nullable @Description("Commit or other version of the source.") String revision,
        @Description("Who or what set it off, such as webhook or poll.") String actor,
        @Nullable
                @Description("The entity's own document as JSON; null when the change removed it.")
                JsonValue document,
        @Description(
                        "What is different from the version before; none when that was not there, or this is not.")
                List<@NonNull DifferenceNode> differences) {
    public static EntityVersion from(History.Version version) {
        Entity entity = version.entity();
        return new EntityVersion(
                version.ref().toString(),
                version.position(),
                version.at().atOffset(ZoneOffset.UTC),
                ChangeType.of(version.type()),
                version.cause().source(),
                version.cause().revision(),
                version.cause().actor(),
                entity == null ? null : Json.of(entity.json()),
                version.differences().stream().map(DifferenceNode::from).toList());
    }
}
