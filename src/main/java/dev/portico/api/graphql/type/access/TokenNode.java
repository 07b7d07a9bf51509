package dev.portico.api.graphql.type.access;

import dev.portico.access.TokenInfo;
import dev.portico.api.graphql.type.Times;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// An API token.
@Name("Token")
@Description("A token that programs call with; what makes it one is shown only once.")
public record TokenNode(
        @Id String id,
        @Description("What it is for.") String name,
        @Description("As whom it calls: service:deployer, or user:default/ann.") String subject,
        @Nullable
                @Description(
                        "Permissions it is limited to, with * for all that begin so; null when it is not.")
                List<@NonNull String> scopes,
        @Description("Who made it.") String createdBy,
        OffsetDateTime createdAt,
        OffsetDateTime expiresAt,
        @Nullable @Description("When it was used last, to the minute; null when it was not.")
                OffsetDateTime usedAt) {
    public static TokenNode from(TokenInfo token) {
        return new TokenNode(
                token.id(),
                token.name(),
                token.subject(),
                token.scopes(),
                token.createdBy(),
                token.createdAt().atOffset(ZoneOffset.UTC),
                token.expiresAt().atOffset(ZoneOffset.UTC),
                Times.at(token.usedAt()));
    }
}
