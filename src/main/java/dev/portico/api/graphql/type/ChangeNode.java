package dev.portico.api.graphql.type;

import dev.portico.catalog.Change;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// One change of one entity.
@Name("Change")
@Description("One change of one entity, after reads reflect it.")
public record ChangeNode(
        @Description("Position in the change log; several changes made together share it.")
                long position,
        @Description("What happened.") ChangeType type,
        @Description("The entity.") String ref,
        @Description("The entity's uid.") String uid,
        @Description("When it happened.") OffsetDateTime at,
        @Description("The source that made it.") String source,
        @Nullable @Description("Commit or other version of the source.") String revision,
        @Description("Who or what set it off, such as webhook or poll.") String actor) {
    public static ChangeNode from(Change change) {
        return new ChangeNode(
                change.position(),
                ChangeType.of(change.type()),
                change.ref().toString(),
                change.uid(),
                change.at().atOffset(ZoneOffset.UTC),
                change.cause().source(),
                change.cause().revision(),
                change.cause().actor());
    }
}
