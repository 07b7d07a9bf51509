package dev.portico.api.graphql.type.ownership;

import dev.portico.ownership.Alias;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An old ref that stands for another one.
@Name("EntityAlias")
@Description("An old ref that answers with the entity of another one.")
public record AliasNode(
        @Description("The old ref.") String from,
        @Description("The ref it stands for.") String to,
        @Description("rename, or transfer with its id.") String because,
        @Description("Who did that.") String actor,
        @Description("Since when it stands.") OffsetDateTime createdAt,
        @Description("Until when it stands.") OffsetDateTime expiresAt) {
    public static AliasNode from(Alias alias) {
        return new AliasNode(
                alias.from().toString(),
                alias.to().toString(),
                alias.because(),
                alias.actor(),
                alias.createdAt().atOffset(ZoneOffset.UTC),
                alias.expiresAt().atOffset(ZoneOffset.UTC));
    }
}
