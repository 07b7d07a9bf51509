package dev.portico.api.graphql;

import dev.portico.api.graphql.type.runtime.ApplicationNode;
import dev.portico.api.graphql.type.runtime.CommitNode;
import dev.portico.source.Commits;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Source;

/// Who committed what was deployed.
@GraphQLApi
@Singleton
public final class CommitFields {
    private final Commits commits;

    CommitFields(Commits commits) {
        this.commits = commits;
    }

    @Nullable
    @Description(
            "The commit that was deployed; null when the catalog does not read its repository.")
    public CommitNode commit(@Source ApplicationNode.Deployed deployed) {
        String repository = deployed.repoUrl();
        return repository == null
                ? null
                : commits.find(repository, deployed.revision()).map(CommitNode::from).orElse(null);
    }
}
