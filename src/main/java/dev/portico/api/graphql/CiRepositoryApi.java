package dev.portico.api.graphql;

import dev.portico.access.CiRepositories;
import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.api.graphql.type.access.AcceptedRepositoryPayload;
import dev.portico.api.graphql.type.access.RefusedRepositoryNode;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/// Which repositories CI jobs may call for.
@GraphQLApi
@Singleton
public final class CiRepositoryApi {
    private final CiRepositories repositories;
    private final Gate gate;

    CiRepositoryApi(CiRepositories repositories, Gate gate) {
        this.repositories = repositories;
        this.gate = gate;
    }

    @Query
    @Description(
            "Repositories whose CI jobs are refused, because their hosts know them by another number than before; the newest first, at most 500.")
    public List<@NonNull RefusedRepositoryNode> refusedRepositories() {
        gate.require(Permission.REPOSITORY_ACCEPT);
        return repositories.refused().stream().map(RefusedRepositoryNode::from).toList();
    }

    @Mutation
    @Description("Takes another repository under a known name for the right one from now on.")
    public AcceptedRepositoryPayload acceptRepository(
            @Description("As https://github.com/acme/orders.") String url,
            @Description("The host's number for it.") String repositoryId) {
        gate.require(Permission.REPOSITORY_ACCEPT);
        repositories.accept(url, repositoryId);
        gate.done(
                Permission.REPOSITORY_ACCEPT,
                "repository:" + url,
                JsonObject.EMPTY.with("repositoryId", repositoryId));
        return new AcceptedRepositoryPayload(url, repositoryId);
    }
}
