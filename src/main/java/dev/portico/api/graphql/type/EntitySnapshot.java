package dev.portico.api.graphql.type;

import dev.portico.catalog.History;
import dev.portico.model.EntityRef;
import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// An entity as it was at a time.
@Name("EntitySnapshot")
@Description("An entity as it was at a time.")
public record EntitySnapshot(
        @Description("The entity.") String ref,
        @Description("The last position of the change log then.") long position,
        @Description("When this version was made.") OffsetDateTime changedAt,
        @Description("The source that made it.") String source,
        @Nullable @Description("Commit or other version of the source.") String revision,
        @Description("Who or what set it off, such as webhook or poll.") String actor,
        @Description("The entity's own document as JSON.") JsonValue document,
        @Description("How many relations it had.") int relationCount,
        @Description("Its relations then, in both directions, by type and target.")
                List<@NonNull HopNode> relations) {
    /// @param relations how many of them at most
    public static EntitySnapshot from(EntityRef ref, History.Snapshot snapshot, int relations) {
        return new EntitySnapshot(
                ref.toString(),
                snapshot.position(),
                snapshot.changedAt().atOffset(ZoneOffset.UTC),
                snapshot.cause().source(),
                snapshot.cause().revision(),
                snapshot.cause().actor(),
                Json.of(snapshot.entity().json()),
                snapshot.relations().size(),
                snapshot.relations().stream().limit(relations).map(HopNode::from).toList());
    }
}
