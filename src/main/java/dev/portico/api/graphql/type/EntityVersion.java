package dev.portico.api.graphql.type;

import dev.portico.catalog.History;
import dev.portico.model.Entity;
import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An entity as a change left it.
@Name("EntityVersion")
@Description("An entity as one change left it.")
public record EntityVersion(
        @Description("Position of the change in the change log.") long position,
        @Description("When it was made.") OffsetDateTime at,
        @Description("What happened.") ChangeType type,
        @Description("The source that made it.") String source,
        @Nullable @Description("Commit or other version of the source.") String revision,
        @Description("Who or what set it off, such as webhook or poll.") String actor,
        @Nullable
                @Description("The entity's own document as JSON; null when the change removed it.")
                JsonValue document) {
    public static EntityVersion from(History.Version version) {
        Entity entity = version.entity();
        return new EntityVersion(
                version.position(),
                version.at().atOffset(ZoneOffset.UTC),
                ChangeType.of(version.type()),
                version.cause().source(),
                version.cause().revision(),
                version.cause().actor(),
                entity == null ? null : Json.of(entity.json()));
    }
}
