package dev.portico.api.graphql.type.access;

import org.eclipse.microprofile.graphql.Description;

/// The answer to accepting a repository.
@Description("A repository by the number that counts from now on.")
public record AcceptedRepositoryPayload(String url, String repositoryId) {}
