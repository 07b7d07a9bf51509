package dev.portico.api.graphql.type.access;

import dev.portico.access.CiRepositories;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// A repository whose jobs are refused.
@Name("RefusedRepository")
@Description("A repository under whose name another one calls, by its host's number for it.")
public record RefusedRepositoryNode(
        @Description("Who signs the tokens of its jobs, by name in the configuration.")
                String issuer,
        @Description("As https://github.com/acme/orders, in lower case.") String url,
        @Description("The number it is known by.") String repositoryId,
        @Description("The number that was refused last.") String refusedId,
        OffsetDateTime refusedAt) {
    public static RefusedRepositoryNode from(CiRepositories.Refused refused) {
        return new RefusedRepositoryNode(
                refused.issuer(),
                refused.url(),
                refused.id(),
                refused.refusedId(),
                refused.at().atOffset(ZoneOffset.UTC));
    }
}
